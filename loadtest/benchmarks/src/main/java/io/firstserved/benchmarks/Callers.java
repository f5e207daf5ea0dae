package io.firstserved.benchmarks;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.UserId;
import io.firstserved.benchmarks.MeasuredEngine.Publish;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;

/** Callers in a closed loop, each on a virtual thread, all issuing for one new campaign. */
final class Callers {

  /** Version of a campaign that the log has no event of, as in these runs. */
  private static final long NO_CAMPAIGN_EVENT = -1;

  private static final int SIGNIFICANT_DIGITS = 3;

  private final CampaignId campaign =
      new CampaignId("b-" + UUID.randomUUID().toString().substring(0, 13));
  private final Instant reservedAt = Instant.now();
  private final AtomicLong serials = new AtomicLong();
  private final LongAdder answered = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final ConcurrentHistogram micros = new ConcurrentHistogram(SIGNIFICANT_DIGITS);
  private final CommandGateway commands;
  private final Load load;
  private volatile boolean measuring;
  private volatile boolean begun;
  private volatile boolean stopped;

  Callers(CommandGateway commands, Load load) {
    this.commands = commands;
    this.load = load;
  }

  /** Runs the load and measures it after the warm-up. */
  static Measurement measure(MeasuredEngine engine, Load load, Duration measured)
      throws InterruptedException {
    return new Callers(engine.commands(), load).run(engine.name(), measured);
  }

  private Measurement run(String engine, Duration measured) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < load.callers(); caller++) {
        threads.submit(this::callUntilStopped);
      }
      Thread.sleep(Load.WARM_UP);
      long statements = StatementCounter.statements();
      long start = System.nanoTime();
      measuring = true;
      begun = true;
      Thread.sleep(measured);
      measuring = false;
      long commands = answered.sum();
      double seconds = (System.nanoTime() - start) / 1e9;
      long sent = StatementCounter.statements() - statements;
      stopped = true;
      threads.shutdown();
      threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      return measurement(engine, commands, seconds, sent);
    }
  }

  private Measurement measurement(String engine, long commands, double seconds, long statements) {
    return new Measurement(
        engine,
        load,
        commands,
        commands / seconds,
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        (double) statements / commands,
        failures.sum());
  }

  /**
   * Every command under way at any time of the measurement counts with its whole duration, those
   * that outlast it as well: an engine that lets a few callers starve would otherwise look fast.
   */
  private void callUntilStopped() {
    while (!stopped) {
      var event = nextEvent();
      long start = System.nanoTime();
      send(event);
      if (measuring) {
        answered.increment();
      }
      if (begun) {
        micros.recordValue((System.nanoTime() - start) / 1_000);
      }
    }
  }

  private void send(DomainEventMessage<?> event) {
    try {
      commands.sendAndWait(new Publish(event));
    } catch (ConcurrencyException refused) {
      // A taken serial: the conflict that was asked for.
    } catch (RuntimeException failed) {
      failures.increment();
    }
  }

  private DomainEventMessage<?> nextEvent() {
    long fresh = serials.incrementAndGet();
    var user = new UserId("user-" + fresh);
    var random = ThreadLocalRandom.current();
    boolean conflict = random.nextInt(100) < load.conflictPercent();
    long serial = conflict ? 1 + random.nextLong(Math.max(1, fresh / 2)) : fresh;
    var coupon = CouponId.of(campaign, user, 1);
    var issued = new CouponIssued(coupon, campaign, user, serial, 1, reservedAt);
    return new GenericDomainEventMessage<>(
        "Coupon",
        coupon.value(),
        0,
        issued,
        MetaData.with("campaignVersion", NO_CAMPAIGN_EVENT),
        issued.eventIdentifier(),
        reservedAt);
  }
}
