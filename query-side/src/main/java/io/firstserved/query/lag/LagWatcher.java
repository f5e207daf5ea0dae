package io.firstserved.query.lag;

import io.firstserved.loop.LoopBody;
import io.firstserved.position.VoidRule;
import io.firstserved.query.projection.EventConsumers;
import io.firstserved.query.projection.KnownIncarnations;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at log, topic and positions again and again, as a supervised loop. A source that cannot be
 * seen leaves its figures as they were, and the ages grow.
 */
@Component
class LagWatcher implements LoopBody {

  private static final Logger LOG = LoggerFactory.getLogger(LagWatcher.class);

  /** More records than partitions, so that one poll can answer for all of them. */
  private static final int BATCH_SIZE = 500;

  private final LagBoard board;
  private final LogFigures log;
  private final KnownIncarnations incarnations;
  private final Positions positions;
  private final List<String> projections;
  private final EventConsumers consumers;
  private final LagProperties properties;
  private final Clock clock;
  private @Nullable Long lastLogHead;
  private @Nullable Map<String, List<Position>> lastPositions;
  private @Nullable TopicFigures topic;
  private boolean toldDivergence;

  /** Within one look: projections are mostly equally far, and then ask for the same records. */
  private final Map<Map<Integer, Long>, Optional<Instant>> backlogAges = new HashMap<>();

  LagWatcher(
      LagBoard board,
      LogFigures log,
      KnownIncarnations incarnations,
      Positions positions,
      List<Projection> projections,
      EventConsumers consumers,
      LagProperties properties,
      Clock clock) {
    this.board = board;
    this.log = log;
    this.incarnations = incarnations;
    this.positions = positions;
    this.projections = projections.stream().map(Projection::name).toList();
    this.consumers = consumers;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    try {
      sample(openTopic());
      return properties.interval();
    } catch (RuntimeException | Error failure) {
      ended();
      throw failure;
    }
  }

  private TopicFigures openTopic() {
    var open = topic;
    if (open == null) {
      var consumer = consumers.standalone("lag-watcher", BATCH_SIZE);
      open = new TopicFigures(consumer, consumers.topic(), properties.sourceTimeout());
      topic = open;
    }
    return open;
  }

  @Override
  public void ended() {
    var open = topic;
    if (open != null) {
      topic = null;
      open.close();
    }
  }

  private void sample(TopicFigures topic) {
    var at = clock.instant();
    // Positions first: what is projected while we look makes the lag look larger, not smaller.
    var seenPositions = see("positions", positions::live);
    var ends = see("topic", topic::ends);
    var lives = see("log", incarnations::refresh);
    var rule = new VoidRule(incarnations.latest());
    var topicHead = ends == null ? null : see("topic", () -> topic.highestIndex(ends, rule));
    var logHead = lives == null ? null : see("log", log::head);
    var spot = seenPositions == null ? null : see("log", () -> spot(seenPositions, rule));
    var sample = new LagSample(at, logHead, ends, topicHead, seenPositions, spot, lives);
    publish(topic, sample);
    board.heads(sample.heads());
    if (sample.isComplete()) {
      board.measuredAt(at);
    }
    tellDivergence(sample);
    lastLogHead = logHead == null ? lastLogHead : logHead;
    lastPositions = seenPositions == null ? lastPositions : seenPositions;
  }

  /** Null as long as nothing is known of the events at the positions. */
  private LagSample.@Nullable Spot spot(Map<String, List<Position>> seen, VoidRule rule) {
    var highest = LagSample.highest(seen, rule).orElse(null);
    var projected = highest == null ? null : highest.fingerprint();
    if (highest == null || projected == null) {
      return null;
    }
    var inLog = log.fingerprintAt(highest.highestIndex()).orElse(null);
    return new LagSample.Spot(highest.highestIndex(), projected, inLog);
  }

  /** What cannot be compared, because a source is not seen, stays as it was last seen. */
  private void tellDivergence(LagSample sample) {
    var found = sample.divergence();
    if (found.isEmpty() && (sample.logHead() == null || sample.positions() == null)) {
      return;
    }
    if (found.isPresent() && !toldDivergence) {
      LOG.error("the log is not the one that was projected: {}", found.get());
    }
    toldDivergence = found.isPresent();
    board.divergence(found.orElse(null), sample.divergenceOfLog().orElse(null));
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

  private void publish(TopicFigures topic, LagSample sample) {
    var oldestUnrelayed = oldestUnrelayed(sample);
    board.relay(
        sample.isComplete() && (sample.relayLag() == 0 || oldestUnrelayed.isPresent())
            ? new Lag(sample.relayLag(), sample.at(), oldestUnrelayed.orElse(null))
            : board.relay().withEvents(Math.max(sample.relayLag(), board.relay().events())));
    var known = withLastSeen(sample);
    backlogAges.clear();
    for (var projection : projections) {
      board.projection(
          projection, projectionLag(topic, sample, known, projection, oldestUnrelayed));
    }
  }

  private Lag projectionLag(
      TopicFigures topic,
      LagSample sample,
      LagSample known,
      String projection,
      Optional<Instant> oldestUnrelayed) {
    var events = known.projectionLag(projection);
    if (sample.isComplete()) {
      var inTopic = see("topic", () -> oldestUnprojected(topic, sample, projection));
      if (inTopic != null) {
        var oldest =
            Stream.concat(inTopic.stream(), oldestUnrelayed.stream()).min(Instant::compareTo);
        // Lacking an event that no source holds, as when Kafka lost the last one, is not recent.
        if (events == 0 || oldest.isPresent()) {
          return new Lag(events, sample.at(), oldest.orElse(null));
        }
      }
    }
    return board.projection(projection).withEvents(events);
  }

  /** The sample, with figures of sources it did not see filled in as they were. */
  private LagSample withLastSeen(LagSample sample) {
    return new LagSample(
        sample.at(),
        sample.logHead() == null ? lastLogHead : sample.logHead(),
        sample.topicEnds(),
        sample.topicHead(),
        sample.positions() == null ? lastPositions : sample.positions(),
        sample.spot(),
        sample.lives());
  }

  private Optional<Instant> oldestUnrelayed(LagSample sample) {
    var topicHead = sample.topicHead();
    if (topicHead == null || sample.relayLag() == 0 || sample.isLogBehind()) {
      return Optional.empty();
    }
    var found = see("log", () -> log.recordedAt(topicHead + 1));
    return found == null ? Optional.empty() : found;
  }

  private Optional<Instant> oldestUnprojected(
      TopicFigures topic, LagSample sample, String projection) {
    var firsts = new HashMap<Integer, Long>();
    sample.unprojected(projection).forEach((p, backlog) -> firsts.put(p, backlog.firstOffset()));
    return backlogAges.computeIfAbsent(
        firsts, offsets -> topic.recordedAt(offsets).values().stream().min(Instant::compareTo));
  }
}
