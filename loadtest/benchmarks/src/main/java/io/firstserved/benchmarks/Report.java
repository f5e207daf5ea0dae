package io.firstserved.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures as Markdown. */
final class Report {

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void heading(String server) {
    print("%n## %s%n%n", server);
    print("| engine | callers | conflicts | events in the log | commands/s | p50 ms | p99 ms |");
    print(" statements/command | failures |%n");
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|%n");
  }

  void row(Measurement m) {
    print(
        "| %s | %,d | %d %% | %,d | %,.0f | %.2f | %.2f | %.4f | %d |%n",
        m.engine(),
        m.load().callers(),
        m.load().conflictPercent(),
        m.load().logSize(),
        m.commandsPerSecond(),
        m.p50Millis(),
        m.p99Millis(),
        m.statementsPerCommand(),
        m.failures());
  }

  void relay(RelayMeasurement m) {
    print("%nRelay: %,d events at %,.0f events/s.%n", m.events(), m.eventsPerSecond());
  }

  void sealing(SealingMeasurement m) {
    print("%n| sealing, %d callers | rounds |", SealingMeasurement.CALLERS);
    print(" commands/s, median | p50 ms | p99 ms |%n|---|---:|---:|---:|---:|%n");
    sealing("without", m.without());
    sealing("with", m.with());
    print(
        "%nRate with / without %.3f; sealed at the end: %.1f %% of the log.%n",
        SealingMeasurement.median(m.with(), Measurement::commandsPerSecond)
            / SealingMeasurement.median(m.without(), Measurement::commandsPerSecond),
        m.sealed() * 100);
  }

  private void sealing(String what, List<Measurement> rounds) {
    print(
        "| %s | %d | %,.0f | %.2f | %.2f |%n",
        what,
        rounds.size(),
        SealingMeasurement.median(rounds, Measurement::commandsPerSecond),
        SealingMeasurement.median(rounds, Measurement::p50Millis),
        SealingMeasurement.median(rounds, Measurement::p99Millis));
  }

  /** What the requirements compare, as far as both sides were measured. */
  void comparisons(List<Measurement> all) {
    print("%n| comparison | figure |%n|---|---:|%n");
    ratio("commands/s at 200 callers, group commit / stock", all, 200, true);
    ratio("p50 at 1 caller, group commit / stock", all, 1, false);
    var ours = find(all, "group commit", 200);
    var stock = find(all, "stock", 200);
    if (ours.isPresent() && stock.isPresent()) {
      line(
          "p99 at 200 callers, group commit / stock",
          ours.get().p99Millis() / stock.get().p99Millis());
    }
    conflicts(all);
    all.stream()
        .filter(m -> m.load().logSize() > smallest(all))
        .filter(m -> m.load().callers() == 200 && m.load().conflictPercent() == 0)
        .forEach(
            large ->
                find(all, large.engine(), 200)
                    .ifPresent(
                        small ->
                            line(
                                "commands/s at %,d events / at %,d, %s"
                                    .formatted(
                                        large.load().logSize(),
                                        small.load().logSize(),
                                        large.engine()),
                                large.commandsPerSecond() / small.commandsPerSecond())));
  }

  private void conflicts(List<Measurement> all) {
    all.stream()
        .filter(m -> m.load().callers() == 200 && m.load().conflictPercent() > 0)
        .forEach(
            with ->
                find(all, with.engine(), 200)
                    .ifPresent(
                        without ->
                            line(
                                "commands/s with %d %% conflicts / without, 200 callers, %s"
                                    .formatted(with.load().conflictPercent(), with.engine()),
                                with.commandsPerSecond() / without.commandsPerSecond())));
  }

  private void ratio(String what, List<Measurement> all, int callers, boolean rate) {
    var ours = find(all, "group commit", callers);
    var stock = find(all, "stock", callers);
    if (ours.isPresent() && stock.isPresent()) {
      line(
          what,
          rate
              ? ours.get().commandsPerSecond() / stock.get().commandsPerSecond()
              : ours.get().p50Millis() / stock.get().p50Millis());
    }
  }

  private void line(String what, double figure) {
    print("| %s | %.2f |%n", what, figure);
  }

  private static Optional<Measurement> find(List<Measurement> all, String engine, int callers) {
    return all.stream()
        .filter(m -> m.engine().equals(engine) && m.load().callers() == callers)
        .filter(m -> m.load().conflictPercent() == 0 && m.load().logSize() == smallest(all))
        .findFirst();
  }

  private static long smallest(List<Measurement> all) {
    return all.stream().mapToLong(m -> m.load().logSize()).min().orElse(0);
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
