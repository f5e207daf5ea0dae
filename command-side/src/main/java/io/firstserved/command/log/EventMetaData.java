package io.firstserved.command.log;

/** Keys of the metadata that is stored with an event and that somebody reads back. */
public final class EventMetaData {

  /** The {@code Idempotency-Key} the client sent with the command, if any. */
  public static final String IDEMPOTENCY_KEY = "idempotencyKey";

  /**
   * On a coupon's issue: the sequence number of the campaign's last event that the decision took
   * into account. The log refuses the issue if the campaign has moved on since (P3).
   */
  public static final String CAMPAIGN_VERSION = "campaignVersion";

  /**
   * On a coupon's issue, true: in that version the campaign was neither paused nor closed, so the
   * issue must not stand behind a pause or closing in the log. Issues of earlier versions do not
   * say it; they might, if they were reserved before (ADR 0090).
   */
  public static final String CAMPAIGN_RUNNING = "campaignRunning";

  /** On an issue that only rehearses: the log does everything for it but commit it. */
  public static final String REHEARSAL = "rehearsal";

  /** Who asked for it: the subject of the token, on administrative commands. */
  public static final String BY = "by";

  /**
   * On commands that came with an idempotency key, but an issue: the request's digest, so that a
   * repetition finds what it has done already.
   */
  public static final String REQUEST = "request";

  private EventMetaData() {}
}
