package io.firstserved.command.log.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.log.LogDatabase;
import io.firstserved.command.log.tail.NewEvents;
import io.firstserved.servers.TestServers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of a node under load: what it acknowledged is in the log, and the log goes on to Kafka.
 */
class KilledNodeIT {

  /** A node's own log lines go to the same stream, and its last line may be cut off. */
  private static final Pattern ACKNOWLEDGEMENT =
      Pattern.compile("(.*)" + Pattern.quote(NodeUnderLoad.ACKNOWLEDGED));

  private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 2_000;

  @Test
  void losesNothingItAcknowledgedAndAnotherNodeRelaysTheRest() throws Exception {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("killed", 12);
    try (var database = LogDatabase.create()) {
      var acknowledged = killUnderLoad(database, kafka.bootstrapServers(), topic);

      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_THE_KILL);
      assertThat(log(database)).containsAll(acknowledged);
      long head = database.head();
      var everything = LongStream.rangeClosed(1, head).boxed().toList();
      try (var successor =
          new RelayNode(database, kafka.bootstrapServers(), topic, new NewEvents())) {
        await().atMost(Duration.ofSeconds(60)).until(() -> RelayIT.position(database) == head);
      }
      var contents = TopicContents.read(kafka.bootstrapServers(), topic);
      assertThat(contents.indexes()).containsExactlyElementsOf(everything);
      assertThat(contents.everyRecordFollowsItsPredecessor()).isTrue();
    }
  }

  /** Runs a node until it has acknowledged enough, kills it, and gives all it acknowledged. */
  private static List<String> killUnderLoad(
      LogDatabase database, String bootstrapServers, String topic) throws Exception {
    var acknowledged = new ArrayList<String>();
    var node = NodeUnderLoad.start(database, bootstrapServers, topic);
    try (var lines = new BufferedReader(new InputStreamReader(node.getInputStream()))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var acknowledgement = ACKNOWLEDGEMENT.matcher(line);
        if (acknowledgement.matches()) {
          acknowledged.add(acknowledgement.group(1));
        }
        if (acknowledged.size() == ACKNOWLEDGED_BEFORE_THE_KILL) {
          // The handle kills without closing the stream that is still to be read to its end.
          node.toHandle().destroyForcibly();
        }
      }
    } finally {
      node.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  private static List<String> log(LogDatabase database) {
    return database
        .jdbc()
        .sql("SELECT CONCAT(global_index, ' ', event_identifier) FROM domain_event_entry")
        .query(String.class)
        .list();
  }
}
