package io.firstserved.benchmarks;

import io.firstserved.servers.MariaDb;
import io.firstserved.servers.TestServers;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures both engines on one database and prints the figures as Markdown. */
@Command(
    name = "loadtest/benchmarks/run",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the log's group-commit engine beside Axon's stock JDBC engine, in one run on one",
      "database, and prints Markdown. Without --mysql-url it starts a MariaDB of its own."
    })
public final class LogBenchmark implements Callable<Integer> {

  @Option(names = "--mysql-url", description = "a server that is there, jdbc:mysql://host:port/")
  private @Nullable String mysqlUrl;

  @Option(names = "--mysql-user", defaultValue = "root", description = "default: root")
  private String user = "root";

  @Option(names = "--mysql-password", defaultValue = "secret", description = "default: secret")
  private String password = "secret";

  @Option(names = "--callers", split = ",", defaultValue = "1,16,200,1000")
  private List<Integer> callers = List.of();

  @Option(names = "--conflicts", split = ",", defaultValue = "0,1,10", description = "percent")
  private List<Integer> conflicts = List.of();

  @Option(
      names = "--sizes",
      split = ",",
      defaultValue = "10000,5000000",
      description = "events in the log; all loads at the first size, 200 callers at the others")
  private List<Long> sizes = List.of();

  @Option(names = "--seconds", defaultValue = "10", description = "measured for each load")
  private int seconds = 10;

  @Option(names = "--relay-events", defaultValue = "200000", description = "0: no relay")
  private long relayEvents = 200_000;

  @Option(
      names = "--sealing-rounds",
      defaultValue = "0",
      description = "instead: the engine with and without sealing, so many rounds of each in turn")
  private int sealingRounds;

  private final List<Measurement> measurements = new ArrayList<>();
  private final Report report;

  LogBenchmark(PrintStream out) {
    report = new Report(out);
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) {
    System.setProperty("disable-axoniq-console-message", "true");
    System.setProperty("axoniq.update-checker.disabled", "true");
    System.exit(new CommandLine(new LogBenchmark(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (sealingRounds > 0) {
      sealing();
      return 0;
    }
    try (var database = database();
        var ours = GroupCommitEngine.writing(database);
        var stock = new StockEngine(database)) {
      report.heading(database.server());
      for (long size : sizes) {
        measureAt(size, database, List.of(stock, ours));
      }
      report.comparisons(measurements);
    }
    if (relayEvents > 0) {
      relay();
    }
    return 0;
  }

  /** On one server, on which each round has the database anew. */
  private void sealing() throws InterruptedException {
    var server = mysqlUrl == null ? TestServers.newMariaDb() : null;
    report.sealing(
        SealingMeasurement.of(
            () -> server == null ? database() : on(server),
            sealingRounds,
            Duration.ofSeconds(seconds)));
  }

  private BenchmarkDatabase database() {
    if (mysqlUrl != null) {
      return new BenchmarkDatabase(mysqlUrl, user, password);
    }
    return on(TestServers.newMariaDb());
  }

  private static BenchmarkDatabase on(MariaDb server) {
    return new BenchmarkDatabase(
        "jdbc:mysql://127.0.0.1:" + server.port() + "/", server.username(), server.password());
  }

  private void measureAt(long size, BenchmarkDatabase database, List<MeasuredEngine> engines)
      throws InterruptedException {
    boolean first = size == sizes.getFirst();
    for (var engine : engines) {
      Callers.measure(engine, new Load(16, 0, 0), Duration.ofSeconds(first ? 3 : 1));
      new Filler(database.jdbc(), engine.table()).fillUpTo(size);
      for (int many : first ? callers : List.of(200)) {
        for (int percent : first ? conflicts : List.of(0)) {
          measure(engine, new Load(many, percent, size));
        }
      }
    }
  }

  private void measure(MeasuredEngine engine, Load load) throws InterruptedException {
    var measurement = Callers.measure(engine, load, Duration.ofSeconds(seconds));
    measurements.add(measurement);
    report.row(measurement);
  }

  private void relay() throws InterruptedException {
    try (var database = database()) {
      try (var ours = GroupCommitEngine.writing(database)) {
        Callers.measure(ours, new Load(16, 0, 0), Duration.ofSeconds(1));
        new Filler(database.jdbc(), ours.table()).fillUpTo(relayEvents);
      }
      report.relay(RelayMeasurement.of(database, relayEvents));
    }
  }
}
