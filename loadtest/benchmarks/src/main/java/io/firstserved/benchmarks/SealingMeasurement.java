package io.firstserved.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What sealing costs the issuing: the same load on a log of its own without the sealer and with it,
 * in turn, so that a machine that grows slower meanwhile slows both.
 *
 * @param without the rounds without it
 * @param with the rounds with it
 * @param sealed events that were sealed when the last round ended, in parts of those in the log
 */
record SealingMeasurement(List<Measurement> without, List<Measurement> with, double sealed) {

  static final int CALLERS = 200;

  /** Measures so many rounds of each. */
  static SealingMeasurement of(Supplier<BenchmarkDatabase> databases, int rounds, Duration measured)
      throws InterruptedException {
    var without = new ArrayList<Measurement>();
    var with = new ArrayList<Measurement>();
    double sealed = 0;
    for (int round = 0; round < rounds; round++) {
      try (var database = databases.get();
          var engine = GroupCommitEngine.writing(database)) {
        without.add(Callers.measure(engine, new Load(CALLERS, 0, 0), measured));
      }
      try (var database = databases.get();
          var engine = GroupCommitEngine.sealing(database)) {
        with.add(Callers.measure(engine, new Load(CALLERS, 0, 0), measured));
        sealed = sealed(database);
      }
    }
    return new SealingMeasurement(without, with, sealed);
  }

  private static double sealed(BenchmarkDatabase database) {
    return database
        .jdbc()
        .sql("SELECT (SELECT COALESCE(MAX(last_index), 0) FROM log_seal) / head FROM log_position")
        .query(Double.class)
        .single();
  }

  /** The round in the middle, by rate. */
  static double median(List<Measurement> rounds, Function<Measurement, Double> figure) {
    return rounds.stream()
        .map(figure)
        .sorted(Comparator.naturalOrder())
        .toList()
        .get(rounds.size() / 2);
  }
}
