package io.firstserved.query.audit.check;

import io.firstserved.api.event.LogRow;
import io.firstserved.serialization.EventFingerprint;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * P7: the log still has the events that were projected last, as the read models' positions keep
 * them by index and fingerprint. They lie in another database, so a log that lost its end does not
 * take them with it.
 */
public final class ProjectedCheck implements Consumer<LogRow> {

  private final Violations violations;
  private final NavigableMap<Long, String> projected;

  /**
   * A comparison.
   *
   * @param projected the fingerprints of projected events, by index
   */
  public ProjectedCheck(Violations violations, NavigableMap<Long, String> projected) {
    this.violations = violations;
    this.projected = new TreeMap<>(projected);
  }

  @Override
  public void accept(LogRow row) {
    var known = projected.remove(row.index());
    if (known != null && !known.equals(EventFingerprint.of(row))) {
      add(row.index(), row.eventId(), "the event that was projected", "another one");
    }
  }

  /** Takes the end of the log; what was projected and did not come is not in it. */
  public void end() {
    projected
        .keySet()
        .forEach(index -> add(index, null, "the event that was projected", "none in the log"));
    projected.clear();
  }

  private void add(long index, @Nullable String eventId, String expected, String found) {
    violations.add(new Violation(Promise.P7, null, index, eventId, expected, found));
  }
}
