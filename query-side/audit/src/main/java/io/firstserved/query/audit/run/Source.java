package io.firstserved.query.audit.run;

/** What an audit replays. */
public enum Source {
  /** The event store alone. */
  LOG,
  /** The Kafka topic alone. */
  KAFKA,
  /** The event store, compared with the topic event by event. */
  BOTH;

  boolean readsLog() {
    return this != KAFKA;
  }

  boolean readsTopic() {
    return this != LOG;
  }
}
