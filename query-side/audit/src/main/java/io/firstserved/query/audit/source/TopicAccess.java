package io.firstserved.query.audit.source;

import org.apache.kafka.clients.consumer.Consumer;

/** How the audit gets at the event topic. A port: the audit knows no code that writes or relays. */
public interface TopicAccess {

  /** The topic's name. */
  String topic();

  /**
   * A consumer outside of any group, which is told its partitions and positions.
   *
   * @param purpose for the client id, which meters and brokers show
   * @param batchSize most records of one poll
   */
  Consumer<String, byte[]> standalone(String purpose, int batchSize);
}
