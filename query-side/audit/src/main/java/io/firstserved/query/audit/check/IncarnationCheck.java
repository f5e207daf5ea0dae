package io.firstserved.query.audit.check;

import io.firstserved.api.event.LogRow;
import io.firstserved.api.log.LogIncarnationBegun;
import io.firstserved.query.audit.source.StoredIncarnation;
import io.firstserved.serialization.EventFingerprint;
import io.firstserved.serialization.EventReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * P6: what the log's table of lives says, its events say as well. Each life after the first was
 * accepted by somebody, is told of by one event, and begins after the event that its table names.
 * Rows come in index order; used by one thread.
 */
public final class IncarnationCheck {

  private final Violations violations;
  private final Map<Long, StoredIncarnation> untold = new HashMap<>();
  private final Map<Long, List<StoredIncarnation>> byPreviousIndex = new HashMap<>();
  private final long newest;

  /**
   * A check.
   *
   * @param lives as the log's own table has them
   */
  public IncarnationCheck(Violations violations, List<StoredIncarnation> lives) {
    this.violations = violations;
    this.newest = lives.stream().mapToLong(StoredIncarnation::number).max().orElse(0);
    lives.stream().filter(life -> life.number() > 0).forEach(this::expect);
  }

  private void expect(StoredIncarnation life) {
    untold.put(life.number(), life);
    byPreviousIndex.computeIfAbsent(life.firstIndex() - 1, index -> new ArrayList<>()).add(life);
    if (life.firstIndex() == 1 && !life.previousFingerprint().isEmpty()) {
      add(1, null, "incarnation %d to begin after no event".formatted(life.number()), "after one");
    }
  }

  /** Takes the next row. */
  public void accept(LogRow row, EventReader.Outcome outcome) {
    if (!byPreviousIndex.isEmpty() && byPreviousIndex.containsKey(row.index())) {
      compare(row, EventFingerprint.of(row));
    }
    if (outcome instanceof EventReader.Outcome.Event(LogIncarnationBegun begun)) {
      told(row, begun);
    }
  }

  private void compare(LogRow row, String fingerprint) {
    byPreviousIndex.getOrDefault(row.index(), List.of()).stream()
        .filter(life -> !life.previousFingerprint().equals(fingerprint))
        .forEach(
            life ->
                add(
                    row.index(),
                    row.eventId(),
                    "event "
                        + life.previousFingerprint()
                        + ", after which incarnation "
                        + life.number()
                        + " began",
                    "event " + fingerprint));
  }

  private void told(LogRow row, LogIncarnationBegun begun) {
    var life = untold.remove(begun.incarnation());
    if (life == null) {
      add(
          row.index(),
          row.eventId(),
          "one event of each incarnation in the log's table",
          "incarnation " + begun.incarnation() + " once more, or not in the table");
    } else if (!says(begun, life) || row.index() < life.firstIndex()) {
      add(row.index(), row.eventId(), "what the log's table says: " + life, begun.toString());
    }
  }

  private static boolean says(LogIncarnationBegun begun, StoredIncarnation life) {
    return begun.log() == 0
        && begun.firstIndex() == life.firstIndex()
        && begun.previousFingerprint().equals(life.previousFingerprint())
        && begun.by().equals(life.begunBy())
        && begun.reason().equals(life.reason());
  }

  /**
   * Takes the end of the log.
   *
   * @return what cannot be judged yet, a sentence each: of the newest life the event may be on its
   *     way
   */
  public List<String> end() {
    untold.values().stream()
        .filter(life -> life.number() != newest)
        .forEach(
            life ->
                add(
                    life.firstIndex(),
                    null,
                    "an event that tells of incarnation " + life.number(),
                    "none"));
    return untold.containsKey(newest)
        ? List.of("the log does not tell of its incarnation " + newest + " yet: accept it again")
        : List.of();
  }

  private void add(long index, @Nullable String eventId, String expected, String found) {
    violations.add(new Violation(Promise.P6, null, index, eventId, expected, found));
  }
}
