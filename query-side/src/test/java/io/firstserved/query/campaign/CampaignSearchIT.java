package io.firstserved.query.campaign;

import static io.firstserved.query.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.QueryNode;
import io.firstserved.servers.TestServers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Searching campaigns over HTTP; a page looks at four of them, so that most searches take several.
 */
class CampaignSearchIT {

  private static final Map<String, String> CAMPAIGNS =
      new TreeMap<>(
          Map.of(
              "Spring-1", "Blossom",
              "autumn-1", "50% off",
              "autumn-2", "500 off",
              "spring-2", "Rain",
              "spring_3", "Late springtime",
              "summer", "여름 세일 2026",
              "winter-1", "snow_flake!",
              "winter-2", "snow flake",
              "zebra", "ÉTÉ"));

  private static LogOnTopic log;
  private static QueryNode node;

  @BeforeAll
  static void start() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("campaign-search", TopicFormat.PARTITIONS);
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    var settings =
        QueryNode.settings(
            TestServers.mysql().freshDatabase("search"), kafka.bootstrapServers(), topic);
    settings.put("first-served.campaign-search.scan-limit", "4");
    node = QueryNode.start(settings);
    CAMPAIGNS.forEach((id, name) -> log.record(created(id, name)));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(node.get("/api/v1/campaigns").body().path("items"))
                    .hasSize(CAMPAIGNS.size()));
  }

  @AfterAll
  static void stop() {
    node.close();
    log.close();
  }

  private static CampaignCreated created(String id, String name) {
    var terms = new CampaignTerms(name, null, 1, null, null, null);
    return CampaignCreated.of(new CampaignId(id), terms, NOON);
  }

  private static JsonNode page(String search, String after, int limit) {
    var text = URLEncoder.encode(search, StandardCharsets.UTF_8);
    var answer =
        node.get("/api/v1/campaigns?search=" + text + "&after=" + after + "&limit=" + limit);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return answer.body();
  }

  private static List<String> found(String search, int limit) {
    var ids = new ArrayList<String>();
    var page = page(search, "", limit);
    page.path("items").forEach(item -> ids.add(item.path("campaignId").asString()));
    while (!page.path("next").isNull()) {
      page = page(search, page.path("next").asString(), limit);
      assertThat(page.path("items").size()).isLessThanOrEqualTo(limit);
      page.path("items").forEach(item -> ids.add(item.path("campaignId").asString()));
    }
    return ids;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "spring  | Spring-1 spring-2 spring_3",
        "SPRING- | Spring-1 spring-2",
        "blos    | Spring-1",
        "ring    | spring_3",
        "여름     | summer",
        "été     | zebra",
        "50%     | autumn-1",
        "_       | winter-1",
        "!       | winter-1",
        "nothing | ##",
      })
  void findsTheBeginningOfAnIdentityAndAnyPartOfAName(String search, String ids) {
    var expected = ids.isEmpty() ? List.of() : List.of(ids.split(" "));

    assertThat(found(search, 50)).isEqualTo(expected);
    assertThat(found(search, 1)).isEqualTo(expected);
  }

  @Test
  void looksAtAFewCampaignsForAPageAndGoesOnBehindThem() {
    var first = page("zebra", "", 50);

    assertThat(first.path("items")).isEmpty();
    assertThat(first.path("next").asString()).isEqualTo("spring-2");
  }

  @Test
  void listsAllForNoSearch() {
    assertThat(node.get("/api/v1/campaigns?search=").body().path("items"))
        .hasSize(CAMPAIGNS.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "search=a%0Ab        | search",
        "search=%00          | search",
        "search=a&limit=501  | limit",
        "search=a&after=-    | after",
        "serach=a            | serach",
        "search=a&order=name | order",
      })
  void refusesWhatIsNoSearch(String query, String field) {
    var answer = node.get("/api/v1/campaigns?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/errors/0/field").asString()).isEqualTo(field);
  }

  @Test
  void refusesALongerTextThanANameCanBe() {
    assertThat(node.get("/api/v1/campaigns?search=" + "x".repeat(100)).status()).isEqualTo(200);
    assertThat(node.get("/api/v1/campaigns?search=" + "x".repeat(101)).status()).isEqualTo(400);
    assertThat(node.get("/api/v1/campaigns?search=a&search=b").status()).isEqualTo(400);
  }
}
