package io.firstserved.query.audit.check;

import io.firstserved.api.event.LogRow;

/**
 * P6: the global index runs from 1 without holes. A hole is reported once; gaps that it leaves in
 * streams are its consequences and are not reported again, as long as their events would fit into
 * it.
 */
final class IndexCheck {

  private final Findings findings;
  private long last;
  private long missing;

  IndexCheck(Findings findings) {
    this.findings = findings;
  }

  /** Takes the next row. */
  void accept(LogRow row) {
    if (row.index() <= last) {
      findings.at(row, Promise.P6, null, "index " + (last + 1), "index " + row.index() + " again");
      return;
    }
    holeUntil(row.index());
    last = row.index();
  }

  /** Takes the end of the log. */
  void end(long head) {
    holeUntil(head + 1);
  }

  private void holeUntil(long next) {
    long gap = next - last - 1;
    if (gap > 0) {
      findings.missing(
          last + 1, "an event at index " + (last + 1), "no event from there to " + (next - 1));
      missing += gap;
    }
  }

  /** Whether so many events missing from streams are in the holes; they count only once. */
  boolean explains(long events) {
    if (events < 1 || events > missing) {
      return false;
    }
    missing -= events;
    return true;
  }
}
