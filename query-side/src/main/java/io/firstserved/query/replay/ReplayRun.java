package io.firstserved.query.replay;

import io.firstserved.position.VoidRule;
import io.firstserved.query.audit.source.SourceUnavailableException;
import io.firstserved.query.lag.LagBoard;
import io.firstserved.query.lag.LogFigures;
import io.firstserved.query.projection.EventConsumers;
import io.firstserved.query.projection.KnownIncarnations;
import io.firstserved.query.projection.Position;
import io.firstserved.query.projection.Positions;
import io.firstserved.query.projection.ProjectionTransaction;
import io.firstserved.query.projection.Projector;
import io.firstserved.query.projection.RecordReader;
import io.firstserved.query.projection.Rereading;
import io.firstserved.query.projection.Run;
import io.firstserved.query.projection.TopicRecord;
import io.firstserved.query.projection.VoidedRuns;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;

/**
 * Takes events into a replay's slot, batch by batch, and swaps it in when it has caught up. Each
 * batch holds the replay's row, so a node that lost its lease writes nothing any more.
 */
final class ReplayRun implements AutoCloseable {

  /** What a batch led to. */
  enum Step {
    /** There is more to do. */
    GO_ON,
    /** The replay is not this node's any more, or not running. */
    STOP,
    /** The slot is the live one. */
    SWAPPED
  }

  private final Replay replay;
  private final Run run;
  private final String node;
  private final Replays replays;
  private final Positions positions;
  private final Projector projector;
  private final ProjectionTransaction transaction;
  private final ReplayProperties properties;
  private final LagBoard lag;
  private final LogFigures log;
  private final KnownIncarnations incarnations;
  private final TopicReading reading;
  private final RateMeter rate = new RateMeter();
  private final Rereading rereading = new Rereading();

  ReplayRun(
      Replay replay,
      Run run,
      String node,
      Replays replays,
      Positions positions,
      Projector projector,
      ProjectionTransaction transaction,
      ReplayProperties properties,
      EventConsumers consumers,
      RecordReader reader,
      LagBoard lag,
      LogFigures log,
      KnownIncarnations incarnations) {
    this.replay = replay;
    this.run = run;
    this.node = node;
    this.replays = replays;
    this.positions = positions;
    this.projector = projector;
    this.transaction = transaction;
    this.properties = properties;
    this.lag = lag;
    this.log = log;
    this.incarnations = incarnations;
    this.reading = new TopicReading(consumers, reader, properties);
  }

  /** Takes events until the slot is swapped in, the replay is taken away, or this node stops. */
  Step runUntil(BooleanSupplier stopping) {
    readIncarnations();
    positions.create(run, reading.partitions());
    reading.begin(positions.of(run.name(), run.slot()));
    var step = Step.GO_ON;
    while (step == Step.GO_ON && !stopping.getAsBoolean()) {
      step = takeBatch();
      if (step == Step.GO_ON && isNearlyThere()) {
        step = trySwap();
      }
    }
    return step;
  }

  /** Without them it could take what is void; read once, they may be old. */
  private void readIncarnations() {
    try {
      incarnations.refresh();
    } catch (SourceUnavailableException unseen) {
      if (!incarnations.wereRead()) {
        throw unseen;
      }
    }
  }

  private Step takeBatch() {
    var records = reading.next();
    incarnations.cover(records);
    return Objects.requireNonNull(
        transaction
            .template()
            .execute(status -> replayIsMine() ? take(records, status) : Step.STOP));
  }

  private boolean replayIsMine() {
    return replays.holds(replay, node, properties.lease());
  }

  private Step take(List<TopicRecord> records, TransactionStatus status) {
    if (!records.isEmpty()) {
      var outcome = projector.take(run, records, status);
      reading.reread(rereading.due(outcome));
    }
    var mine = positions.of(run.name(), run.slot()).values();
    if (isVoid(mine)) {
      replays.become(replay, Replay.Status.CLEARING);
      return Step.STOP;
    }
    var done = events(mine);
    replays.progress(run.name(), done, total(), rate.at(done), hindrance(mine));
    return Step.GO_ON;
  }

  private boolean isVoid(Collection<Position> ofRun) {
    var rule = new VoidRule(incarnations.latest());
    return VoidedRuns.divergence(rule, run.name(), ofRun).isPresent();
  }

  /** How many events there are to take, as far as is known; those of another log do not count. */
  private long total() {
    var live = live().values();
    var head = lag.heads().logHead();
    return isOfAnotherLog(live) && head != null ? head : events(live);
  }

  /** What was projected of another log is no goal: there the log that counts is. */
  private boolean isOfAnotherLog(Collection<Position> live) {
    return isVoid(live) || lag.divergence().isPresent();
  }

  private static @Nullable String hindrance(Collection<Position> positions) {
    return positions.stream()
        .filter(ReplayRun::isHindered)
        .findFirst()
        .map(
            at ->
                at.divergence() == null
                    ? "partition " + at.partition() + " lacks an event before " + at.gapBefore()
                    : at.divergence())
        .orElse(null);
  }

  private static boolean isHindered(Position at) {
    return at.isDiverged() || at.isBlocked();
  }

  private Map<Integer, Position> live() {
    return positions.of(run.name(), run.slot().other());
  }

  private static long events(Collection<Position> positions) {
    return positions.stream().mapToLong(Position::events).sum();
  }

  /** Whether what is left can be taken while the projector waits. */
  private boolean isNearlyThere() {
    var goal = live();
    var reached = positions.of(run.name(), run.slot());
    var mine = reached.values();
    return (isFree(mine) && total() - events(mine) <= properties.batchSize())
        || (!isOfAnotherLog(goal.values()) && hasReached(reached, goal));
  }

  private static boolean isFree(Collection<Position> mine) {
    return mine.stream().noneMatch(ReplayRun::isHindered);
  }

  /**
   * Keeps the projector waiting, takes what it took meanwhile, and changes places. If that cannot
   * be done in time, nothing of it has happened.
   */
  private Step trySwap() {
    var step =
        Objects.requireNonNull(
            transaction
                .template()
                .execute(
                    status -> {
                      if (!replayIsMine()) {
                        return Step.STOP;
                      }
                      positions.holdWriters(run.name());
                      return catchUpAndSwap(status);
                    }));
    if (step == Step.GO_ON) {
      reading.begin(positions.of(run.name(), run.slot()));
    }
    return step;
  }

  private Step catchUpAndSwap(TransactionStatus status) {
    var goal = goal();
    var deadline = System.nanoTime() + properties.swapLimit().toNanos();
    while (!goal.test(positions.of(run.name(), run.slot()))) {
      if (System.nanoTime() > deadline) {
        status.setRollbackOnly();
        return Step.GO_ON;
      }
      var records = reading.next();
      if (!records.isEmpty()) {
        reading.reread(rereading.due(projector.take(run, records, status)));
      }
    }
    var done = events(positions.of(run.name(), run.slot()).values());
    replays.progress(run.name(), done, done, rate.at(done), null);
    positions.makeLive(run);
    replays.swapped(run.name());
    return Step.SWAPPED;
  }

  /**
   * Where the live run is, once nobody moves it any more. In front of another log its reader has
   * gone on and let everything pass: then all that the log has by now.
   */
  private Predicate<Map<Integer, Position>> goal() {
    var live = live();
    if (!isOfAnotherLog(live.values())) {
      return reached -> hasReached(reached, live);
    }
    var head = log.head();
    return reached -> isFree(reached.values()) && events(reached.values()) >= head;
  }

  private static boolean hasReached(Map<Integer, Position> reached, Map<Integer, Position> goal) {
    return goal.values().stream()
        .allMatch(
            live -> {
              var mine = reached.get(live.partition());
              return live.highestIndex() == 0
                  || (mine != null && mine.highestIndex() >= live.highestIndex());
            });
  }

  @Override
  public void close() {
    reading.close();
  }
}
