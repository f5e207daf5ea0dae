package io.firstserved.command.log;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/**
 * The meters of the log's writer. A unit that repeats the end of a name keeps the published name as
 * documented: Prometheus adds the unit only where it is not there already.
 */
final class LogMeters {

  private final MeterRegistry registry;
  private final DistributionSummary batchSize;
  private final Timer appendDuration;

  LogMeters(MeterRegistry registry) {
    this.registry = registry;
    this.batchSize =
        DistributionSummary.builder("coupon.log.append.batch.size")
            .description("Events handed to one transaction of the log's writer")
            .baseUnit("size")
            .register(registry);
    this.appendDuration =
        Timer.builder("coupon.log.append.duration")
            .description("From a command's hand-over to the log's writer until its answer")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(10))
            .register(registry);
  }

  void queueDepth(AppendQueue queue) {
    Gauge.builder("coupon.log.queue.depth", queue, AppendQueue::depth)
        .description("Commands that wait for the log's writer")
        .baseUnit("depth")
        .register(registry);
  }

  void batch(List<Append> batch) {
    batchSize.record(batch.stream().mapToInt(append -> append.rows().size()).sum());
  }

  void appendTook(long startNanos) {
    appendDuration.record(Duration.ofNanos(System.nanoTime() - startNanos));
  }
}
