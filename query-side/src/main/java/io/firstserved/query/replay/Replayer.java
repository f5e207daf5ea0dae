package io.firstserved.query.replay;

import io.firstserved.query.projection.EventConsumers;
import io.firstserved.query.projection.Faults;
import io.firstserved.query.projection.Positions;
import io.firstserved.query.projection.Projection;
import io.firstserved.query.projection.ProjectionProperties;
import io.firstserved.query.projection.ProjectionTransaction;
import io.firstserved.query.projection.Projector;
import io.firstserved.query.projection.RecordReader;
import io.firstserved.query.projection.Run;
import io.firstserved.query.replay.Replay.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The thread that works on replays: takes one that no other node holds, does what its status asks
 * for, and goes on. A failure is kept with the replay and tried again.
 */
@Component
class Replayer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);

  /** Longest wait for the thread to end: a batch takes far less. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final Replays replays;
  private final SlotCleaner cleaner;
  private final List<Projection> projections;
  private final Positions positions;
  private final Projector projector;
  private final ProjectionTransaction transaction;
  private final EventConsumers consumers;
  private final RecordReader reader;
  private final ReplayProperties properties;
  private final String node;
  private volatile CountDownLatch stopping = new CountDownLatch(0);
  private @Nullable Thread thread;

  Replayer(
      Replays replays,
      SlotCleaner cleaner,
      List<Projection> projections,
      Positions positions,
      Projector projector,
      ProjectionTransaction transaction,
      EventConsumers consumers,
      RecordReader reader,
      ReplayProperties properties,
      ProjectionProperties projection) {
    this.replays = replays;
    this.cleaner = cleaner;
    this.projections = projections;
    this.positions = positions;
    this.projector = projector;
    this.transaction = transaction;
    this.consumers = consumers;
    this.reader = reader;
    this.properties = properties;
    this.node = projection.node();
  }

  @Override
  public synchronized void start() {
    stopping = new CountDownLatch(1);
    thread = Thread.ofPlatform().name("replayer").daemon().start(this::run);
  }

  private void run() {
    try {
      while (!stopping.await(properties.interval().toMillis(), TimeUnit.MILLISECONDS)) {
        workOnAll();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void workOnAll() {
    try {
      replays.all().stream()
          .filter(replay -> replay.status().isActive())
          .filter(replay -> replays.claim(replay, node, properties.lease()))
          .forEach(this::work);
    } catch (RuntimeException failure) {
      // The next look tries again; a lasting failure shows as a replay that makes no progress.
      LOG.warn("replays could not be looked at: {}", Faults.told(failure));
    }
  }

  private void work(Replay replay) {
    try {
      step(replay);
    } catch (RuntimeException failure) {
      LOG.warn("the replay of {} failed and is tried again", replay.projection(), failure);
      replays.failed(replay, node, Faults.told(failure));
    }
  }

  private void step(Replay replay) {
    var run = new Run(projection(replay.projection()), replay.slot());
    switch (replay.status()) {
      case CLEARING -> cleaner.clear(run, replay, node, Status.RUNNING);
      case RUNNING -> rebuild(replay, run);
      case SWAPPED ->
          cleaner.clear(
              new Run(run.projection(), run.slot().other()), replay, node, Status.COMPLETED);
      case CANCELLED, COMPLETED -> throw new IllegalStateException("nothing to do");
    }
  }

  private void rebuild(Replay replay, Run run) {
    try (var rebuild =
        new Rebuild(
            replay,
            run,
            node,
            replays,
            positions,
            projector,
            transaction,
            properties,
            consumers,
            reader)) {
      var step = rebuild.runUntil(() -> stopping.getCount() == 0);
      LOG.info("the replay of {} ended with {}", replay.projection(), step);
    }
  }

  private Projection projection(String name) {
    return projections.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public synchronized void stop() {
    stopping.countDown();
    if (thread != null) {
      try {
        thread.join(STOP_LIMIT);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null && thread.isAlive();
  }
}
