package io.firstserved.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The benchmark runs; its figures are not looked at here. */
class LogBenchmarkIT {

  @Test
  void printsARowForEachEngine() {
    var out = new ByteArrayOutputStream();

    int status =
        new CommandLine(new LogBenchmark(new PrintStream(out)))
            .execute(
                "--callers=8", "--conflicts=10", "--sizes=1000", "--seconds=1", "--relay-events=0");

    assertThat(status).isZero();
    assertThat(out.toString()).contains("| stock | 8 | 10 % |", "| group commit | 8 | 10 % |");
  }
}
