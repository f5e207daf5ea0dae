package io.firstserved.query.lag;

import io.firstserved.query.projection.EventConsumers;
import io.firstserved.query.projection.Position;
import io.firstserved.query.projection.Positions;
import io.firstserved.query.projection.Projection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks at log, topic and positions again and again, in a thread of its own. A source that cannot
 * be seen leaves its figures as they were, and the ages grow.
 */
@Component
class LagWatcher implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LagWatcher.class);

  /** More records than partitions, so that one poll can answer for all of them. */
  private static final int BATCH_SIZE = 500;

  /** Longest wait for the thread to end. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final LagBoard board;
  private final LogFigures log;
  private final Positions positions;
  private final List<String> projections;
  private final EventConsumers consumers;
  private final LagProperties properties;
  private final Clock clock;
  private volatile CountDownLatch stopping = new CountDownLatch(0);
  private @Nullable Long lastLogHead;
  private @Nullable Map<String, List<Position>> lastPositions;
  private @Nullable Thread thread;

  /** Within one look: projections are mostly equally far, and then ask for the same records. */
  private final Map<Map<Integer, Long>, Optional<Instant>> backlogAges = new HashMap<>();

  LagWatcher(
      LagBoard board,
      LogFigures log,
      Positions positions,
      List<Projection> projections,
      EventConsumers consumers,
      LagProperties properties,
      Clock clock) {
    this.board = board;
    this.log = log;
    this.positions = positions;
    this.projections = projections.stream().map(Projection::name).toList();
    this.consumers = consumers;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    stopping = new CountDownLatch(1);
    thread = Thread.ofPlatform().name("lag-watcher").daemon().start(this::run);
  }

  private void run() {
    var consumer = consumers.standalone("lag-watcher", BATCH_SIZE);
    try (var topic = new TopicFigures(consumer, consumers.topic(), properties.sourceTimeout())) {
      do {
        look(topic);
      } while (!stopping.await(properties.interval().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(TopicFigures topic) {
    var at = clock.instant();
    // Positions first: what is projected while we look makes the lag look larger, not smaller.
    var seenPositions = see("positions", positions::live);
    var ends = see("topic", topic::ends);
    var topicHead = ends == null ? null : see("topic", () -> topic.highestIndex(ends));
    var logHead = see("log", log::head);
    var look = new Look(at, logHead, ends, topicHead, seenPositions);
    publish(topic, look);
    board.sight(look.sight());
    lastLogHead = logHead == null ? lastLogHead : logHead;
    lastPositions = seenPositions == null ? lastPositions : seenPositions;
  }

  /** A source that fails is not seen, which the ages tell; there is nothing else to do about it. */
  private <T> @Nullable T see(String source, Supplier<T> figures) {
    try {
      return figures.get();
    } catch (RuntimeException unseen) {
      LOG.debug("the lag watcher cannot see the {}", source, unseen);
      return null;
    }
  }

  private void publish(TopicFigures topic, Look look) {
    var oldestUnrelayed = oldestUnrelayed(look);
    board.relay(
        look.isComplete() && (look.relayLag() == 0 || oldestUnrelayed.isPresent())
            ? new Lag(look.relayLag(), look.at(), oldestUnrelayed.orElse(null))
            : board.relay().withEvents(Math.max(look.relayLag(), board.relay().events())));
    var known = withLastSeen(look);
    backlogAges.clear();
    for (var projection : projections) {
      board.projection(projection, projectionLag(topic, look, known, projection, oldestUnrelayed));
    }
  }

  private Lag projectionLag(
      TopicFigures topic,
      Look look,
      Look known,
      String projection,
      Optional<Instant> oldestUnrelayed) {
    var events = known.projectionLag(projection);
    if (look.isComplete()) {
      var inTopic = see("topic", () -> oldestUnprojected(topic, look, projection));
      if (inTopic != null) {
        var oldest = Stream.concat(inTopic.stream(), oldestUnrelayed.stream());
        return new Lag(events, look.at(), oldest.min(Instant::compareTo).orElse(null));
      }
    }
    return board.projection(projection).withEvents(events);
  }

  /** The look, with figures of sources it did not see filled in as they were. */
  private Look withLastSeen(Look look) {
    return new Look(
        look.at(),
        look.logHead() == null ? lastLogHead : look.logHead(),
        look.topicEnds(),
        look.topicHead(),
        look.positions() == null ? lastPositions : look.positions());
  }

  private Optional<Instant> oldestUnrelayed(Look look) {
    var topicHead = look.topicHead();
    if (topicHead == null || look.relayLag() == 0) {
      return Optional.empty();
    }
    var found = see("log", () -> log.recordedAt(topicHead + 1));
    return found == null ? Optional.empty() : found;
  }

  private Optional<Instant> oldestUnprojected(TopicFigures topic, Look look, String projection) {
    var firsts = new HashMap<Integer, Long>();
    look.unprojected(projection).forEach((p, backlog) -> firsts.put(p, backlog.firstOffset()));
    return backlogAges.computeIfAbsent(
        firsts, offsets -> topic.recordedAt(offsets).values().stream().min(Instant::compareTo));
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
