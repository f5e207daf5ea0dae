package io.firstserved.api.log;

/**
 * An operator accepted a log that had lost its end: another life of it began. What earlier lives
 * had from its first index on is void.
 *
 * @param log the log's id, from 0
 * @param incarnation the life that began, from 1
 * @param firstIndex the place of its first event, from 1
 * @param previousFingerprint what stands before that place: the event's fingerprint, empty if there
 *     is none
 * @param by who decided it
 * @param reason why
 */
public record LogIncarnationBegun(
    int log,
    long incarnation,
    long firstIndex,
    String previousFingerprint,
    String by,
    String reason) {

  /** Type of the stream that it is in. */
  public static final String STREAM_TYPE = "log";

  /** The stream of a log's own events. No campaign or coupon can have an identity like it. */
  public static String stream(int log) {
    return "log:" + log;
  }
}
