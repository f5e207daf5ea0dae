package io.firstserved.command.log;

/** What must be true of a campaign for an issue that was decided on it to be appended (P3). */
sealed interface ExpectedVersion {

  /**
   * The campaign's last event in the log is still the one that the decision took into account.
   *
   * @param campaign the campaign's stream
   * @param sequence that event's sequence number, from 0
   */
  record Exactly(String campaign, long sequence) implements ExpectedVersion {}

  /** The campaign exists for a rehearsal only: the log does everything but commit the issue. */
  record Rehearsal() implements ExpectedVersion {}
}
