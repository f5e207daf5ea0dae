package io.firstserved.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.Reason;
import io.firstserved.command.log.LogUnavailableException;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@EdgeTest
class CampaignEdgeTest {

  private static final String CAMPAIGNS = "/api/v1/campaigns";

  @LocalServerPort private int port;
  @Autowired private EventStorageEngine log;
  @Autowired private RecordingGate gate;
  @Autowired private TestClock clock;

  private final String id = UUID.randomUUID().toString();
  private final String campaign = CAMPAIGNS + "/" + id;
  private Http anybody;
  private Http admin;

  @BeforeEach
  void connect() {
    anybody = new Http(port, null, null);
    admin = anybody.as("ann", "campaign-admin");
    clock.set(TestClock.START);
    gate.takeAsked();
  }

  private Http.Answer create(String terms) {
    return admin.post(CAMPAIGNS, "{\"campaignId\":\"" + id + "\"," + terms + "}");
  }

  @Nested
  class Creating {

    @Test
    void answersTheCampaignAndWhereItIs() {
      var answer =
          create(
              "\"name\":\"Sale\",\"quota\":100,\"perUserLimit\":2,"
                  + "\"opensAt\":\"2026-03-01T10:00:00.1239Z\",\"closesAt\":\"2026-03-02T00:00:00Z\","
                  + "\"couponValidity\":\"P30D\"");

      var body = answer.succeeded(201);
      assertThat(answer.response().headers().firstValue("Location")).hasValue(campaign);
      assertThat(body)
          .isEqualTo(
              json(
                  """
                  {"campaignId":"%s","name":"Sale","state":"SCHEDULED","quota":100,
                   "perUserLimit":2,"opensAt":"2026-03-01T10:00:00.123Z",
                   "closesAt":"2026-03-02T00:00:00Z","couponValidity":"P30D"}
                  """));
      assertThat(gate.takeAsked()).containsExactly("refresh at 0");
    }

    /** The log has it by then: what is read afterwards can no longer make it a failure. */
    @Test
    void standsAlthoughTheGateCannotBeTold() {
      gate.failNextRefresh(
          new LogUnavailableException.Unreadable(new IllegalStateException("the log is away")));

      create("\"name\":\"Sale\",\"quota\":100").succeeded(201);

      assertThat(eventCount()).isEqualTo(1);
    }

    @Test
    void drawsAnIdAndDefaultsWhatIsLeftOut() {
      var answer = admin.post(CAMPAIGNS, "{\"name\":\"Sale\",\"quota\":null}");

      var body = answer.succeeded(201);
      assertThat(UUID.fromString(body.path("campaignId").asString())).isNotNull();
      assertThat(body.path("quota").isNull()).isTrue();
      assertThat(body.path("perUserLimit").asInt()).isEqualTo(1);
      assertThat(body.path("state").asString()).isEqualTo("OPEN");
    }

    @Test
    void againUnderTheSameTermsAnswersTheSame() {
      var first = create("\"name\":\"Sale\",\"quota\":100").succeeded(201);

      assertThat(create("\"name\":\"Sale\",\"quota\":100").succeeded(201)).isEqualTo(first);
      assertThat(eventCount()).isEqualTo(1);
    }

    @Test
    void againUnderOtherTermsIsRefused() {
      create("\"name\":\"Sale\",\"quota\":100").succeeded(201);

      create("\"name\":\"Sale\",\"quota\":101").refused(409, Reason.CAMPAIGN_EXISTS);
      assertThat(eventCount()).isEqualTo(1);
    }

    @Test
    void recordsWhoDidIt() {
      create("\"name\":\"Sale\",\"quota\":100").succeeded(201);

      var event = log.readEvents(id).asStream().findFirst().orElseThrow();
      assertThat(event.getMetaData()).containsEntry("by", "ann");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "'name':'n','quota':0                           | quota        | 0     | 1",
          "'name':'n','quota':-1                          | quota        | -1    | 1",
          "'name':'n','quota':100000001                   | quota        | 100000001 | 100000000",
          "'name':'n','quota':1,'perUserLimit':0          | perUserLimit | 0     | 1",
          "'name':'n','quota':1,'perUserLimit':101        | perUserLimit | 101   | 100",
          "'name':'n','quota':1,'couponValidity':'P0D'    | couponValidity | P0D | P100Y",
          "'name':'n','quota':1,'couponValidity':'P-1D'   | couponValidity | P-1D | P100Y",
          "'name':'n','quota':1,'couponValidity':'P101Y'  | couponValidity | P101Y | P100Y",
          "'name':'n','quota':1,'opensAt':'2026-03-02T00:00:00Z','closesAt':'2026-03-01T00:00:00Z'"
              + " | closesAt | 2026-03-01T00:00:00Z | 2026-03-02T00:00:00Z",
          "'name':'n','quota':1,'opensAt':'2026-03-01T00:00:00.0001Z',"
              + "'closesAt':'2026-03-01T00:00:00.0009Z'"
              + " | closesAt | 2026-03-01T00:00:00.000900Z | 2026-03-01T00:00:00.000100Z",
          "'name':'n','quota':1,'closesAt':'+10000-01-01T00:00:00Z'"
              + " | closesAt | +10000-01-01T00:00:00Z | +10000-01-01T00:00:00Z",
          "'name':'n','quota':1,'opensAt':'1969-12-31T23:59:59Z'"
              + " | opensAt | 1969-12-31T23:59:59Z | +10000-01-01T00:00:00Z",
        })
    void namesFieldValueAndLimitOfWhatIsOutOfRange(
        String terms, String field, String value, String limit) {
      var error = create(terms.replace('\'', '"')).invalidField();

      assertThat(error.path("field").asString()).isEqualTo(field);
      assertThat(error.path("value").asString()).isEqualTo(value);
      assertThat(error.path("limit").asString()).isEqualTo(limit);
      assertThat(eventCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{'quota':1}                                     | name",
          "{'name':null,'quota':1}                         | name",
          "{'name':' ','quota':1}                          | name",
          "{'name':'a\\u0000b','quota':1}                  | name",
          "{'name':'\\ud83d','quota':1}                    | name",
          "{'name':'n'}                                    | quota",
          "{'name':'n','quota':'many'}                     | quota",
          "{'name':'n','quota':1.5}                        | quota",
          "{'name':'n','quota':1e400}                      | quota",
          "{'name':5,'quota':1}                            | name",
          "{'name':true,'quota':1}                         | name",
          "{'name':'n','quota':99999999999999999999}       | quota",
          "{'name':'n','quota':1,'qouta':2}                | qouta",
          "{'name':'n','quota':1,'opensAt':'tomorrow'}     | opensAt",
          "{'name':'n','quota':1,'couponValidity':'30 days'} | couponValidity",
          "{'name':'n','quota':1,'couponValidity':'PT1H'}  | couponValidity",
          "{'campaignId':'a b','name':'n','quota':1}       | campaignId",
          "{'campaignId':'','name':'n','quota':1}          | campaignId",
          "{'campaignId':'0123456789012345678901234567890123456','name':'n','quota':1} | campaignId",
          "{'name':'n','quota':1                           | body",
          "[]                                              | body",
          "``                                              | body"
        })
    void namesTheFieldOfWhatIsMalformed(String body, String field) {
      var error = admin.post(CAMPAIGNS, body.replace('\'', '"')).invalidField();

      assertThat(error.path("field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.0", "1e2", "1E+2", "100"})
    void takesAWholeNumberHoweverItIsWritten(String quota) {
      var body = create("\"name\":\"Sale\",\"quota\":" + quota).succeeded(201);

      assertThat(body.path("quota").asLong()).isEqualTo(100);
    }

    @Test
    void refusesANameThatIsTooLong() {
      var error = create("\"name\":\"" + "n".repeat(101) + "\",\"quota\":1").invalidField();

      assertThat(error.path("field").asString()).isEqualTo("name");
      assertThat(error.path("limit").asInt()).isEqualTo(100);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
      create("\"name\":\"" + "n".repeat(16 * 1024) + "\",\"quota\":1")
          .refused(413, Reason.BODY_TOO_LARGE);
    }

    @Test
    void refusesAnotherContentTypeAndMethod() {
      admin
          .send("POST", CAMPAIGNS, "name=n", "text/plain")
          .refused(415, Reason.UNSUPPORTED_MEDIA_TYPE);
      admin
          .send("PUT", CAMPAIGNS, "{}", "application/json")
          .refused(405, Reason.METHOD_NOT_ALLOWED);
    }
  }

  @Nested
  class Changing {

    @BeforeEach
    void createCampaign() {
      create("\"name\":\"Sale\",\"quota\":100").succeeded(201);
      gate.takeAsked();
    }

    @Test
    void raisesTheQuota() {
      var body = admin.post(campaign + "/quota", "{\"quota\":200}").succeeded(200);

      assertThat(body.path("quota").asLong()).isEqualTo(200);
      assertThat(gate.takeAsked()).containsExactly("refresh at 1");
    }

    @Test
    void raisesTheQuotaHoweverTheNumberIsWritten() {
      var body = admin.post(campaign + "/quota", "{\"quota\":200.0}").succeeded(200);

      assertThat(body.path("quota").asLong()).isEqualTo(200);
    }

    @Test
    void refusesAQuotaThatIsNotRaised() {
      var problem =
          admin.post(campaign + "/quota", "{\"quota\":100}").refused(409, Reason.QUOTA_NOT_RAISED);

      assertThat(problem.path("quota").asLong()).isEqualTo(100);
      assertThat(eventCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"quota\":null}", "{\"quota\":0}", "{\"quota\":100000001}"})
    void refusesAQuotaThatIsNone(String body) {
      var error = admin.post(campaign + "/quota", body).invalidField();

      assertThat(error.path("field").asString()).isEqualTo("quota");
    }

    @Test
    void holdsTheGateBeforeAPauseIsRecorded() {
      var body = admin.post(campaign + "/pause", "").succeeded(200);

      assertThat(body.path("state").asString()).isEqualTo("PAUSED");
      assertThat(gate.takeAsked()).containsExactly("hold at 0", "refresh at 1", "lift");
    }

    @Test
    void liftsTheHoldOfARefusedPause() {
      admin.post(campaign + "/pause", "").succeeded(200);
      gate.takeAsked();

      admin.post(campaign + "/pause", "").refused(409, Reason.ALREADY_PAUSED);
      assertThat(gate.takeAsked()).containsExactly("hold at 1", "refresh at 1", "lift");
    }

    @Test
    void resumes() {
      admin.post(campaign + "/pause", "").succeeded(200);

      var body = admin.post(campaign + "/resume", "").succeeded(200);

      assertThat(body.path("state").asString()).isEqualTo("OPEN");
      admin.post(campaign + "/resume", "").refused(409, Reason.NOT_PAUSED);
    }

    @Test
    void closesForGood() {
      var body = admin.post(campaign + "/close", "").succeeded(200);

      assertThat(body.path("state").asString()).isEqualTo("CLOSED");
      assertThat(gate.takeAsked()).containsExactly("hold at 0", "refresh at 1", "lift");
      admin.post(campaign + "/close", "").refused(410, Reason.CLOSED);
      admin.post(campaign + "/pause", "").refused(410, Reason.CLOSED);
      admin.post(campaign + "/resume", "").refused(410, Reason.CLOSED);
      admin.post(campaign + "/quota", "{\"quota\":200}").refused(410, Reason.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quota", "pause", "resume", "close"})
    void needsTheRole(String change) {
      var body = change.equals("quota") ? "{\"quota\":200}" : "";

      anybody.post(campaign + "/" + change, body).refused(401, Reason.UNAUTHENTICATED);
      anybody
          .as("bob", "auditor", "operator")
          .post(campaign + "/" + change, body)
          .refused(403, Reason.FORBIDDEN);
      assertThat(eventCount()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quota", "pause", "resume", "close"})
  void anUnknownCampaignIsNamed(String change) {
    admin
        .post(campaign + "/" + change, change.equals("quota") ? "{\"quota\":200}" : "")
        .refused(404, Reason.UNKNOWN_CAMPAIGN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "-a", "0123456789012345678901234567890123456", "%00"})
  void aMalformedIdInThePathIsA4xx(String malformed) {
    var answer = admin.post(CAMPAIGNS + "/" + malformed + "/pause", "");

    assertThat(answer.response().statusCode()).isEqualTo(400);
  }

  private long eventCount() {
    return log.readEvents(id).asStream().count();
  }

  private JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.formatted(id));
  }
}
