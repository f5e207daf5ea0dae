package io.firstserved.query.audit.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.event.LogRow;
import io.firstserved.serialization.EventFingerprint;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A log is compared with what was projected of events 1 to 20. */
class ProjectedCheckTest {

  private static List<LogRow> log(String life, long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            index ->
                new LogRow(
                    index,
                    life + index,
                    "aggregate",
                    index,
                    null,
                    "2026-11-26T12:00:00Z",
                    "type",
                    "1",
                    "{}".getBytes(UTF_8),
                    new byte[0]))
        .toList();
  }

  private static List<String> found(List<LogRow> rows, List<LogRow> more) {
    var projected = new TreeMap<Long, String>();
    log("event ", 1, 20).forEach(row -> projected.put(row.index(), EventFingerprint.of(row)));
    var violations = new Violations(100, null);
    var check = new ProjectedCheck(violations, projected);
    rows.forEach(check);
    more.forEach(check);
    check.end();
    return violations.details().stream()
        .map(finding -> finding.promise() + "@" + finding.index() + " " + finding.found())
        .toList();
  }

  @Test
  void findsNothingInALogThatOnlyGrew() {
    assertThat(found(log("event ", 1, 20), log("event ", 21, 30))).isEmpty();
  }

  @Test
  void namesEachProjectedEventOfAnEndThatWasLost() {
    assertThat(found(log("event ", 1, 18), List.of()))
        .containsExactly("P7@19 none in the log", "P7@20 none in the log");
  }

  @Test
  void namesEachProjectedEventThatAnotherStandsInPlaceOf() {
    assertThat(found(log("event ", 1, 18), log("other ", 19, 25)))
        .containsExactly("P7@19 another one", "P7@20 another one");
  }
}
