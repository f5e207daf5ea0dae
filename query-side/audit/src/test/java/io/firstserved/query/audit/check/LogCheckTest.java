package io.firstserved.query.audit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogCheckTest {

  private static final int STEPS = 600;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void findsNothingInACorrectLog(long seed) {
    var violations = new Violations(10, null);
    var check = new LogCheck(violations);
    var rows = SimulatedHistory.rows(seed, STEPS);

    rows.forEach(check);
    check.end(rows.size());

    assertThat(violations.details()).isEmpty();
    assertThat(check.events()).isEqualTo(rows.size()).isGreaterThan(100);
  }
}
