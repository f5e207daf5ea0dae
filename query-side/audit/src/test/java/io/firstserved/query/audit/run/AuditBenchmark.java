package io.firstserved.query.audit.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.firstserved.api.event.LogRow;
import io.firstserved.position.VoidRule;
import io.firstserved.query.audit.LogDatabase;
import io.firstserved.query.audit.check.GateCheck.GateFigures;
import io.firstserved.query.audit.check.LongHistory;
import io.firstserved.query.audit.seal.SealStore;
import io.firstserved.query.audit.source.SourceUnavailableException;
import io.firstserved.query.audit.source.StoreSource;
import io.firstserved.query.audit.source.StoredIncarnation;
import io.firstserved.query.audit.source.TopicCursor;
import io.firstserved.query.audit.source.TopicFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * How fast the store is audited, seals and all, by one thread, as the log grows. Not part of the
 * build: docs/reference/benchmarks-audit.md says how to run it.
 */
class AuditBenchmark {

  /** Sizes of the log, ascending. */
  private static final String SIZES = System.getProperty("benchmark.events", "10000,100000");

  private static final int BATCH = 5_000;
  private static final Path REPORT = Path.of("target", "benchmarks", "audit.md");

  private final LogDatabase log = new LogDatabase(LogDatabase.SEALED_AT_ONCE);
  private final LongHistory history = new LongHistory();
  private final AuditProperties limits =
      new Binder(new MapConfigurationPropertySource(Map.of()))
          .bindOrCreate("first-served.audit", AuditProperties.class);
  private int size;

  @Test
  void auditsTheStore() {
    try (var source = log.pool()) {
      // The first one compiles the code, as a node that audits every hour has done.
      grow(BATCH);
      audit(source);
      for (var events : Arrays.stream(SIZES.split(",")).mapToInt(Integer::parseInt).toArray()) {
        grow(events);
        report(audit(source));
      }
    }
  }

  private void grow(int events) {
    while (size < events) {
      List<LogRow> rows = history.next(Math.min(BATCH, events - size));
      log.append(rows);
      log.seal(rows);
      size += rows.size();
    }
  }

  private Measured audit(HikariDataSource source) {
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long process = processCpu();
    var result =
        new AuditEngine(new StoreOnly(source, limits), limits)
            .run(new AuditRequest(null, Source.LOG, null), new Progress(() -> {}));
    assertThat(result.violations()).isEmpty();
    assertThat(result.figures().events()).isEqualTo(size);
    assertThat(result.figures().sealedUpTo()).isEqualTo(size);
    return new Measured(
        result.figures(), threads.getCurrentThreadCpuTime() - cpu, processCpu() - process);
  }

  private static long processCpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private record Measured(Figures figures, long threadNanos, long processNanos) {}

  private static void report(Measured measured) {
    var figures = measured.figures();
    System.gc();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    line(
        String.format(
            Locale.ROOT,
            "| %,d | %,.1f s | %,d/s | %,.0f/s | %,.0f/s | %,d of %,d MB |",
            figures.events(),
            figures.durationMillis() / 1e3,
            figures.eventsPerSecond(),
            figures.events() * 1e9 / measured.threadNanos(),
            figures.events() * 1e9 / measured.processNanos(),
            heap.getUsed() >> 20,
            heap.getMax() >> 20));
  }

  private static void line(String row) {
    try {
      Files.createDirectories(REPORT.getParent());
      Files.writeString(REPORT, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(row);
  }

  /** Nothing but the log and its seals. */
  private record StoreOnly(HikariDataSource source, AuditProperties limits) implements Sources {

    @Override
    public StoreSource log() {
      return new StoreSource(source, limits.pageSize());
    }

    @Override
    public SealStore seals() {
      return new SealStore(source);
    }

    @Override
    public GateClient gate() {
      return new GateClient() {
        @Override
        public boolean isConfigured() {
          return false;
        }

        @Override
        public Optional<GateFigures> figures(String campaign) {
          return Optional.empty();
        }
      };
    }

    @Override
    public List<String> durabilityFaults() {
      return List.of();
    }

    @Override
    public List<StoredIncarnation> incarnations() {
      return List.of(StoredIncarnation.FIRST);
    }

    @Override
    public Map<Long, String> witnessedSeals(LogLives lives) {
      return Map.of();
    }

    @Override
    public long relayed() {
      return 0;
    }

    @Override
    public int partitions() {
      throw new SourceUnavailableException("left out", null);
    }

    @Override
    public ReadModelSource readModel() {
      throw new SourceUnavailableException("left out", null);
    }

    @Override
    public TopicCursor topic(VoidRule rule, TopicFaults faults) {
      throw new SourceUnavailableException("left out", null);
    }
  }
}
