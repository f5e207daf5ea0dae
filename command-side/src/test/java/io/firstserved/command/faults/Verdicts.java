package io.firstserved.command.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/** Which promises one run kept; also as lines of {@code target/faults.tsv}. */
final class Verdicts {

  private static final Path FILE = Path.of("target", "faults.tsv");

  private final String fault;
  private final long seed;
  private final SoftAssertions assertions = new SoftAssertions();
  private final List<String> lines = new ArrayList<>();

  Verdicts(String fault, long seed) {
    this.fault = fault;
    this.seed = seed;
  }

  /** Checks a promise; the others are checked as well if it was broken. */
  void check(String promise, Runnable check) {
    var before = assertions.errorsCollected().size();
    assertions.check(check::run);
    var held = assertions.errorsCollected().size() == before;
    lines.add(fault + "\t" + seed + "\t" + promise + "\t" + (held ? "held" : "broken"));
  }

  /** Writes the lines, and fails if any promise was broken. */
  void conclude() {
    try {
      Files.write(FILE, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertions.assertAll();
  }
}
