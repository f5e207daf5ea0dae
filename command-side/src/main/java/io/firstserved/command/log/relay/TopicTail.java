package io.firstserved.command.log.relay;

import io.firstserved.command.log.identity.RelayedTail;
import io.firstserved.command.log.identity.SeenEvent;
import io.firstserved.kafka.KafkaProperties;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The topic's last records, and the relay's memo of earlier. Thread-safe. */
final class TopicTail implements RelayedTail {

  private final KafkaProperties kafka;
  private final RelayProperties relay;
  private final EarlierHeads heads;

  /**
   * @param kafka how to reach Kafka, and which topic
   * @param jdbc takes part in the caller's transaction
   */
  TopicTail(KafkaProperties kafka, RelayProperties relay, JdbcClient jdbc) {
    this.kafka = kafka;
    this.relay = relay;
    this.heads = new EarlierHeads(jdbc);
  }

  @Override
  public String follower() {
    return KafkaRelay.NAME;
  }

  @Override
  public List<SeenEvent> latest() throws InterruptedException {
    return TopicReader.interruptibly(
        () -> {
          try (var reader = new TopicReader(kafka, relay)) {
            var ends = reader.ends();
            var latest = new ArrayList<SeenEvent>();
            reader.readLast(
                relay.tailRecords(),
                ends.keySet(),
                ends,
                record -> RecordIdentity.of(record).ifPresent(latest::add));
            return latest;
          }
        });
  }

  @Override
  public String memoAt(long index, String memo) {
    return heads.memoAt(index, memo);
  }
}
