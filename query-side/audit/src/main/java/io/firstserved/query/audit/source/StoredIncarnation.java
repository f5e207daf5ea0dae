package io.firstserved.query.audit.source;

/**
 * One life of the log as its own table tells of it.
 *
 * @param number from 0
 * @param firstIndex the place of its first event, from 1; what earlier lives had from here on is
 *     void
 * @param previousFingerprint of the event before the first one; empty if there is none
 * @param begunAt when it began, as the database says it, UTC
 * @param begunBy who accepted the shorter log
 * @param reason why, in that person's words
 */
public record StoredIncarnation(
    long number,
    long firstIndex,
    String previousFingerprint,
    String begunAt,
    String begunBy,
    String reason) {

  /** The life of a log that never lost anything. */
  public static final StoredIncarnation FIRST = new StoredIncarnation(0, 1, "", "", "", "");
}
