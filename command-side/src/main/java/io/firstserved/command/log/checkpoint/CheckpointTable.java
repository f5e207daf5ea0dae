package io.firstserved.command.log.checkpoint;

import io.firstserved.command.log.identity.LogIdentity;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where checkpoints are published from, and what of the log the signer looks at. */
final class CheckpointTable {

  private final JdbcClient jdbc;

  CheckpointTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which life of the log this is. */
  long incarnation() {
    return jdbc.sql("SELECT MAX(incarnation) FROM log_incarnation WHERE log_id = ?")
        .param(LogIdentity.LOG)
        .query(Long.class)
        .single();
  }

  /**
   * What a signer has something to do for.
   *
   * @param incarnation which life of the log this is
   * @param entries how many the tree has
   */
  record State(long incarnation, long entries) {}

  /** Which life of the log this is, and how far its tree has grown. */
  State state() {
    return jdbc.sql(
            "SELECT (SELECT MAX(incarnation) FROM log_incarnation WHERE log_id = ?), entries"
                + " FROM log_tree WHERE log_id = ?")
        .params(LogIdentity.LOG, LogIdentity.LOG)
        .query((row, n) -> new State(row.getLong(1), row.getLong(2)))
        .single();
  }

  /** Whether any checkpoint of this log was ever published. */
  boolean hasPublished() {
    return jdbc.sql("SELECT COUNT(*) FROM log_checkpoint WHERE log_id = ?")
            .param(LogIdentity.LOG)
            .query(Long.class)
            .single()
        > 0;
  }

  /** The checkpoint of a life of the log that everybody is shown. */
  Optional<String> published(long incarnation) {
    return jdbc.sql("SELECT note FROM log_checkpoint WHERE log_id = ? AND incarnation = ?")
        .param(LogIdentity.LOG)
        .param(incarnation)
        .query(String.class)
        .optional();
  }

  void publish(long incarnation, long entries, String note, String verifierKey) {
    jdbc.sql(
            "INSERT INTO log_checkpoint (log_id, incarnation, entries, note, verifier_key)"
                + " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE entries = VALUES(entries),"
                + " note = VALUES(note), verifier_key = VALUES(verifier_key)")
        .param(LogIdentity.LOG)
        .param(incarnation)
        .param(entries)
        .param(note)
        .param(verifierKey)
        .update();
  }

  /** When an event was appended, as its row says; empty if there is no such event. */
  Optional<String> appendedAt(long index) {
    return jdbc.sql("SELECT time_stamp FROM domain_event_entry WHERE global_index = ?")
        .param(index)
        .query(String.class)
        .optional();
  }
}
