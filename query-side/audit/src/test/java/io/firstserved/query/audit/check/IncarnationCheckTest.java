package io.firstserved.query.audit.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.event.LogRow;
import io.firstserved.api.log.LogIncarnationBegun;
import io.firstserved.query.audit.source.StoredIncarnation;
import io.firstserved.serialization.EventFingerprint;
import io.firstserved.serialization.EventReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log lost its end after 10, and once more after 20. */
class IncarnationCheckTest {

  private static final List<LogRow> HISTORY = SimulatedHistory.rows(42, 900).subList(0, 30);
  private static final String AFTER_10 = EventFingerprint.of(HISTORY.get(9));
  private static final String AFTER_20 = EventFingerprint.of(HISTORY.get(19));
  private static final StoredIncarnation FIRST = StoredIncarnation.FIRST;
  private static final StoredIncarnation SECOND = life(1, 11, AFTER_10);
  private static final StoredIncarnation THIRD = life(2, 21, AFTER_20);

  private final Violations violations = new Violations(10, null);

  private static StoredIncarnation life(long number, long first, String previous) {
    return new StoredIncarnation(number, first, previous, "2026-11-26", "olga", "restored");
  }

  private static LogIncarnationBegun toldOf(StoredIncarnation life) {
    return new LogIncarnationBegun(
        0,
        life.number(),
        life.firstIndex(),
        life.previousFingerprint(),
        life.begunBy(),
        life.reason());
  }

  private static LogRow row(long index, LogIncarnationBegun begun) {
    return SimulatedLog.row(
        index, "id-" + index, "log:0", begun.incarnation() - 1, "log", Instant.EPOCH, begun, "{}");
  }

  private static List<LogRow> with(LogRow... told) {
    var rows = new ArrayList<>(HISTORY);
    List.of(told).forEach(row -> rows.set((int) row.index() - 1, row));
    return rows;
  }

  private List<String> check(List<LogRow> rows, StoredIncarnation... lives) {
    var check = new IncarnationCheck(violations, List.of(lives));
    var reader = new EventReader();
    rows.forEach(row -> check.accept(row, reader.read(row)));
    return check.end();
  }

  private List<String> found() {
    return violations.details().stream()
        .map(violation -> violation.promise() + "@" + violation.index())
        .toList();
  }

  @Test
  void findsNothingInALogThatTellsOfEachLife() {
    var rows = with(row(11, toldOf(SECOND)), row(21, toldOf(THIRD)));

    assertThat(check(rows, FIRST, SECOND, THIRD)).isEmpty();
    assertThat(found()).isEmpty();
  }

  @Test
  void findsNothingInALogThatNeverLostAnything() {
    assertThat(check(HISTORY, FIRST)).isEmpty();
    assertThat(found()).isEmpty();
  }

  @Test
  void namesALifeThatNoEventTellsOf() {
    assertThat(check(with(row(21, toldOf(THIRD))), FIRST, SECOND, THIRD)).isEmpty();

    assertThat(found()).containsExactly("P6@11");
  }

  @Test
  void waitsForTheEventOfTheNewestLife() {
    assertThat(check(with(row(11, toldOf(SECOND))), FIRST, SECOND, THIRD))
        .singleElement()
        .satisfies(why -> assertThat(why).contains("incarnation 2"));
    assertThat(found()).isEmpty();
  }

  @Test
  void namesAnEventBeforeTheNewLifeThatWasChangedSince() {
    var changed = life(1, 11, "0123456789abcdef");

    check(with(row(11, toldOf(changed))), FIRST, changed);

    assertThat(found()).containsExactly("P6@10");
  }

  @Test
  void namesATableThatSaysSomethingElseThanTheLog() {
    check(with(row(12, toldOf(SECOND))), FIRST, life(1, 9, EventFingerprint.of(HISTORY.get(7))));

    assertThat(found()).containsExactly("P6@12");
  }

  @Test
  void namesAnEventOfALifeThatTheTableDoesNotHave() {
    check(with(row(11, toldOf(SECOND))), FIRST);

    assertThat(found()).containsExactly("P6@11");
  }

  @Test
  void namesALifeThatIsToldOfTwice() {
    check(with(row(11, toldOf(SECOND)), row(13, toldOf(SECOND))), FIRST, SECOND);

    assertThat(found()).containsExactly("P6@13");
  }
}
