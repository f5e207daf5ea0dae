package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.command.log.AppendRefusedException.CampaignMoved;
import io.firstserved.command.log.AppendRefusedException.SerialTaken;
import io.firstserved.command.log.AppendRefusedException.StreamPositionTaken;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommitIT {

  private static final CampaignId CAMPAIGN = new CampaignId("spring-sale");

  private LogDatabase database;
  private LogNode node;

  @BeforeEach
  void start() {
    database = LogDatabase.create();
    node = LogNode.on(database);
    node.engine.appendEvents(Events.created(CAMPAIGN));
  }

  @AfterEach
  void stop() throws InterruptedException {
    node.close();
    database.close();
  }

  @Test
  void storesAnEventAsTheDocumentedTableSays() {
    node.engine.appendEvents(Events.issued(CAMPAIGN, "alice", 1));

    var row =
        database
            .jdbc()
            .sql("SELECT * FROM domain_event_entry WHERE global_index = 2")
            .query()
            .singleRow();
    assertThat(row)
        .containsEntry("event_identifier", "spring-sale#1")
        .containsEntry("sequence_number", 0L)
        .containsEntry("type", "Coupon")
        .containsEntry("payload_type", "coupon-issued")
        .containsEntry("payload_revision", "1");
    assertThat(new String((byte[]) row.get("payload")))
        .startsWith("{\"couponId\":\"")
        .contains("\"serial\":1", "\"reservedAt\":\"2026-11-22T10:00:00Z\"");
    assertThat(database.head()).isEqualTo(2);
  }

  @Test
  void tellsTheDispatcherWhereInTheLogItsEventsWent() {
    var appended =
        AppendReceipt.during(
            () -> {
              node.engine.appendEvents(Events.issued(CAMPAIGN, "alice", 1));
              return "done";
            });

    assertThat(appended.result()).isEqualTo("done");
    assertThat(appended.lastIndex()).isEqualTo(2);
  }

  @Test
  void committedTogetherAreConsecutiveAndComplete() {
    node.issue(CAMPAIGN, 1, 1_000);

    assertThat(database.indexes()).isEqualTo(LongStream.rangeClosed(1, 1_001).boxed().toList());
    assertThat(database.head()).isEqualTo(1_001);
    assertThat(node.reader.countIssues(CAMPAIGN)).isEqualTo(1_000);
  }

  private void append(String user, long serial) {
    node.engine.appendEvents(Events.issued(CAMPAIGN, user, serial));
  }

  @Test
  void refusesASerialThatIsTaken() {
    append("alice", 1);

    assertThatThrownBy(() -> append("bob", 1)).isInstanceOf(SerialTaken.class);
    assertThat(database.head()).isEqualTo(2);
  }

  @Test
  void refusesAUsersSecondCoupon() {
    append("alice", 1);

    assertThatThrownBy(() -> append("alice", 2)).isInstanceOf(StreamPositionTaken.class);
    assertThatThrownBy(() -> append("alice", 1)).isInstanceOf(StreamPositionTaken.class);
    append("bob", 2);
    assertThat(database.indexes()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void refusesAnIssueThatWasDecidedBeforeTheCampaignMoved() {
    node.engine.appendEvents(Events.paused(CAMPAIGN, 1));

    assertThatThrownBy(() -> append("alice", 1)).isInstanceOf(CampaignMoved.class);
    node.engine.appendEvents(Events.issued(CAMPAIGN, "alice", 1, 1));
    assertThat(database.indexes()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void storesAllOfACommandsEventsOrNone() {
    append("alice", 1);

    assertThatThrownBy(
            () ->
                node.engine.appendEvents(
                    List.of(
                        Events.issued(CAMPAIGN, "bob", 2), Events.issued(CAMPAIGN, "carol", 1))))
        .isInstanceOf(SerialTaken.class);
    assertThat(database.indexes()).containsExactly(1L, 2L);
  }

  @Test
  void refusesWhatDoesNotFitTheTableBeforeItCanSpoilABatch() {
    assertThatThrownBy(() -> append("alice".repeat(20_000), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsBackByEveryKey() {
    append("alice", 1);
    append("bob", 2);

    var issue = node.reader.findIssue(CAMPAIGN, 2).orElseThrow();
    assertThat(issue.globalIndex()).isEqualTo(3);
    assertThat(issue.event().userId().value()).isEqualTo("bob");
    assertThat(node.reader.findIssue(issue.event().couponId())).contains(issue);
    assertThat(node.reader.findIssue(CAMPAIGN, 3)).isEmpty();
    assertThat(node.reader.campaignEvents(CAMPAIGN)).hasSize(1);
    assertThat(node.reader.head()).isEqualTo(3);
    assertThat(node.reader.now()).isNotNull();
  }

  @Test
  void streamsACampaignsIssuesPageByPage() {
    var other = new CampaignId("spring-sale-2");
    node.engine.appendEvents(Events.created(other));
    LongStream.rangeClosed(1, 25).forEach(n -> append("user-" + n, n));
    node.engine.appendEvents(Events.issued(other, "alice", 1));
    var seen = new ArrayList<CouponIssued>();

    node.reader.forEachIssue(CAMPAIGN, issue -> seen.add(issue.event()));
    assertThat(seen)
        .extracting(CouponIssued::serial)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());

    seen.clear();
    node.reader.forEachIssueAfter(CAMPAIGN, 20, issue -> seen.add(issue.event()));
    assertThat(seen)
        .extracting(CouponIssued::serial)
        .containsExactly(19L, 20L, 21L, 22L, 23L, 24L, 25L);
  }
}
