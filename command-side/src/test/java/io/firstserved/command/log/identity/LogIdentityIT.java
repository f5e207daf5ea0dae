package io.firstserved.command.log.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.log.LogDatabase;
import io.firstserved.command.log.LogNode;
import io.firstserved.position.LogPosition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** A real log of ten events, and whatever a topic may say of it. */
class LogIdentityIT {

  private static final String OTHER_BYTES = "0123456789abcdef";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private LogDatabase database;
  private LogNode node;
  private RelayedEvents topic = List::of;
  private LogIdentity identity;

  @BeforeEach
  void tenEvents() {
    database = LogDatabase.create();
    node = LogNode.on(database);
    node.issue(new CampaignId("identity"), 1, 10);
    identity = new LogIdentity(database.jdbc(), () -> topic.highest(), Stream::empty);
    IdentityMeters.register(identity, meters);
  }

  @AfterEach
  void close() throws InterruptedException {
    node.close();
    database.close();
  }

  private SeenEvent stored(long incarnation, long index) {
    var table = new IdentityTable(database.jdbc());
    return new SeenEvent(incarnation, index, table.fingerprints(List.of(index)).get(index));
  }

  private void relayed(SeenEvent... seen) throws InterruptedException {
    topic = () -> List.of(seen);
    identity.check();
  }

  private void begin(long incarnation, long firstIndex) {
    database
        .jdbc()
        .sql("INSERT INTO log_incarnation VALUES (0, ?, ?, '', UTC_TIMESTAMP(3), 'test', 'test')")
        .param(incarnation)
        .param(firstIndex)
        .update();
  }

  private double meter(String name) {
    return meters.get(name).gauge().value();
  }

  @Test
  void isTheSameWhileTheTopicIsEmptyBehindOrLevel() throws Exception {
    relayed();
    assertThat(identity.divergence()).isEmpty();
    relayed(stored(0, 3), stored(0, 7));
    assertThat(identity.divergence()).isEmpty();
    relayed(stored(0, 9), stored(0, 10));
    assertThat(identity.divergence()).isEmpty();
    assertThat(meter("coupon.log.diverged")).isZero();
  }

  @Test
  void hasDivergedIfTheTopicIsAhead() throws Exception {
    relayed(stored(0, 9), new SeenEvent(0, 11, OTHER_BYTES));

    assertThat(identity.divergence())
        .hasValue("the log ends at 10, but the topic has event 11: it has lost its end");
    assertThatThrownBy(identity::requireSame)
        .isInstanceOf(LogDivergedException.class)
        .hasMessageStartingWith("LOG_DIVERGED: the log ends at 10");
    assertThat(meter("coupon.log.diverged")).isOne();
    assertThat(new LogHealth(identity).health().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void hasDivergedIfAnotherEventStandsAtAnIndex() throws Exception {
    relayed(stored(0, 10), new SeenEvent(0, 9, OTHER_BYTES));

    assertThat(identity.divergence()).hasValue("log and topic have different events at index 9");
  }

  @Test
  void hasDivergedIfTheTopicIsInALaterIncarnation() throws Exception {
    relayed(stored(1, 10));

    assertThat(identity.divergence())
        .hasValue("the topic has incarnation 1 of the log, its database incarnation 0");
  }

  @Test
  void isTheSameIfWhatTheTopicHasWasVoidedByALaterIncarnation() throws Exception {
    begin(1, 9);
    relayed(new SeenEvent(0, 500, OTHER_BYTES), stored(0, 8), stored(1, 10));

    assertThat(identity.divergence()).isEmpty();
    assertThat(meter("coupon.log.incarnation")).isOne();
    assertThat(identity.position(8)).isEqualTo(new LogPosition(0, 0, 8));
    assertThat(identity.position(9)).isEqualTo(new LogPosition(0, 1, 9));
  }

  @Test
  void hasDivergedIfItsOwnDatabaseSaysThatItWasLonger() throws Exception {
    var jdbc = database.jdbc();
    jdbc.sql("DELETE FROM domain_event_entry WHERE global_index > 8").update();
    identity.check();
    assertThat(identity.divergence())
        .hasValue("the log's counter stands at 10, but its last event is 8");

    jdbc.sql("UPDATE log_position SET head = 8").update();
    jdbc.sql(
            "INSERT INTO log_follower (name, position, memo, fence, lease_until)"
                + " VALUES ('relay', 9, '', 0, UTC_TIMESTAMP(3))")
        .update();
    identity.check();
    assertThat(identity.divergence())
        .hasValue("the log ends at 8, but a follower of it has come to 9: it has lost its end");

    jdbc.sql("DELETE FROM log_follower").update();
    jdbc.sql("INSERT INTO log_seal VALUES (1, 1, 10, '', REPEAT('x', 32))").update();
    identity.check();
    assertThat(identity.divergence())
        .hasValue("the log ends at 8, but it is sealed up to 10: it has lost its end");

    jdbc.sql("DELETE FROM log_seal").update();
    identity.check();
    assertThat(identity.divergence()).isEmpty();
  }

  @Test
  void isUnknownWhileTheTopicCannotBeReadAndStaysWhatItWasAfterwards() throws Exception {
    topic =
        () -> {
          throw new IllegalStateException("Kafka is away");
        };
    assertThatThrownBy(identity::check).hasMessage("Kafka is away");
    assertThatCode(identity::requireSame).doesNotThrowAnyException();
    assertThat(meter("coupon.log.diverged")).isNaN();
    assertThat(new LogHealth(identity).health().getStatus()).isEqualTo(Status.UP);

    var away = topic;
    relayed(new SeenEvent(0, 11, OTHER_BYTES));
    topic = away;
    assertThatThrownBy(identity::check).hasMessage("Kafka is away");
    assertThat(identity.divergence()).isPresent();
  }
}
