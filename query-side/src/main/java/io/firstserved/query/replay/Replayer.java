package io.firstserved.query.replay;

import io.firstserved.loop.LoopBody;
import io.firstserved.query.lag.LagBoard;
import io.firstserved.query.lag.LogFigures;
import io.firstserved.query.projection.EventConsumers;
import io.firstserved.query.projection.Faults;
import io.firstserved.query.projection.KnownIncarnations;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Works on replays, as a supervised loop: takes one that no other node holds, does what its status
 * asks for, and goes on. A failure is kept with the replay and tried again.
 */
@Component
class Replayer implements LoopBody {

  private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);

  private final Replays replays;
  private final SlotCleaner cleaner;
  private final List<Projection> projections;
  private final Positions positions;
  private final Projector projector;
  private final ProjectionTransaction transaction;
  private final EventConsumers consumers;
  private final RecordReader reader;
  private final LagBoard lag;
  private final LogFigures log;
  private final KnownIncarnations incarnations;
  private final ReplayProperties properties;
  private final String node;

  Replayer(
      Replays replays,
      SlotCleaner cleaner,
      List<Projection> projections,
      Positions positions,
      Projector projector,
      ProjectionTransaction transaction,
      EventConsumers consumers,
      RecordReader reader,
      LagBoard lag,
      LogFigures log,
      KnownIncarnations incarnations,
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
    this.lag = lag;
    this.log = log;
    this.incarnations = incarnations;
    this.properties = properties;
    this.node = projection.node();
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    replays.all().stream()
        .filter(replay -> replay.status().isActive())
        .filter(replay -> replays.claim(replay, node, properties.lease()))
        .forEach(replay -> work(replay, heartbeat));
    return properties.interval();
  }

  private void work(Replay replay, Heartbeat heartbeat) {
    try {
      step(replay, heartbeat);
    } catch (RuntimeException failure) {
      LOG.warn("the replay of {} failed and is tried again", replay.projection(), failure);
      replays.failed(replay, node, Faults.told(failure));
    }
  }

  private void step(Replay replay, Heartbeat heartbeat) {
    var run = new Run(projection(replay.projection()), replay.slot());
    switch (replay.status()) {
      case CLEARING -> cleaner.clear(run, replay, node, Status.RUNNING);
      case RUNNING -> rebuild(replay, run, heartbeat);
      case SWAPPED ->
          cleaner.clear(
              new Run(run.projection(), run.slot().other()), replay, node, Status.COMPLETED);
      case CANCELLED, COMPLETED -> throw new IllegalStateException("nothing to do");
    }
  }

  private void rebuild(Replay replay, Run run, Heartbeat heartbeat) {
    try (var rebuild =
        new ReplayRun(
            replay,
            run,
            node,
            replays,
            positions,
            projector,
            transaction,
            properties,
            consumers,
            reader,
            lag,
            log,
            incarnations)) {
      var step =
          rebuild.runUntil(
              () -> {
                heartbeat.succeeded();
                return heartbeat.isStopping();
              });
      LOG.info("the replay of {} ended with {}", replay.projection(), step);
    }
  }

  private Projection projection(String name) {
    return projections.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }
}
