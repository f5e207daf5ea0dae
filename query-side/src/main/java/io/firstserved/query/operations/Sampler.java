package io.firstserved.query.operations;

import io.firstserved.loop.Loop;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.firstserved.query.lag.LagBoard;
import io.firstserved.query.projection.Projection;
import io.firstserved.query.projection.ProjectorState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes one snapshot per interval for all open pages. The lag is sampled always, from memory, so
 * that its chart has a past; databases and the command side are asked only while a page is open,
 * each by a loop of its own, so that one that hangs delays neither the others nor the lag.
 *
 * <p>In the last phase of all, so that it stops first: a page that is still being served would hold
 * up the server's graceful end.
 */
@Component
class Sampler implements SmartLifecycle {

  /** Longest wait for a loop to end; what each does has limits of its own. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final LiveFeed feed;
  private final LatestRows rows;
  private final IssuingMeters issuing;
  private final DatabaseSampler databases;
  private final LagHistory history;
  private final HealthSampler sampler;
  private final Diagnosis diagnosis;
  private final FindingTrend trend;
  private final PageProperties limits;
  private final JsonMapper json;
  private final Clock clock;
  private final Instant startedAt;
  private final List<Loop> loops;
  private volatile boolean running;

  Sampler(
      LiveFeed feed,
      LatestRows rows,
      CommandSide commandSide,
      LagBoard board,
      ProjectorState projector,
      DatabaseSampler databases,
      List<Projection> projections,
      PageProperties limits,
      JsonMapper json,
      Clock clock,
      Loops made) {
    this.feed = feed;
    this.rows = rows;
    this.issuing = new IssuingMeters(commandSide);
    this.databases = databases;
    this.history = new LagHistory(limits.historyPoints());
    this.startedAt = clock.instant();
    this.sampler =
        new HealthSampler(
            board, projector, databases, new LagSampler(board, projections, history), startedAt);
    this.diagnosis = new Diagnosis(limits.laggingAfter(), limits.standingAfter());
    this.trend = new FindingTrend(limits.standingAfter(), limits.recoveredFor());
    this.limits = limits;
    this.json = json;
    this.clock = clock;
    this.loops =
        List.of(
            loop(made, "page-rows", limits.interval(), this::readRows),
            loop(made, "page-meters", limits.meterInterval(), this::readMeters),
            loop(made, "page-settings", limits.settingInterval(), this::readSettings),
            loop(made, "page-sampler", limits.interval(), this::sample));
  }

  private static Loop loop(Loops made, String name, Duration interval, Runnable task) {
    return made.loop(
        name,
        LoopLimits.DEFAULT.stopLimit(STOP_LIMIT),
        heartbeat -> {
          task.run();
          return interval;
        });
  }

  /** The lag's past, as the first message of a page. */
  byte[] history() {
    return message(LiveEvent.HISTORY, history.points().stream().map(LagPoint::row).toList());
  }

  private void sample() {
    var now = clock.instant();
    var sample = sampler.sample(now, rows.latestProjections());
    var finding = trend.after(now, diagnosis.of(sample));
    if (feed.isWatched()) {
      var snapshot =
          new Snapshot(now, startedAt, finding, sample.lag(), rows.latest(), issuing.latest());
      feed.publish(message(LiveEvent.SNAPSHOT, snapshot));
    }
  }

  private byte[] message(String event, Object data) {
    return new LiveEvent(event, json.writeValueAsString(data)).bytes();
  }

  private void readRows() {
    if (feed.isWatched()) {
      rows.read();
    } else {
      rows.forget();
    }
  }

  private void readMeters() {
    if (feed.isWatched()) {
      issuing.read();
    } else {
      issuing.forget();
    }
  }

  private void readSettings() {
    if (feed.isWatched()) {
      databases.readSettings();
    } else {
      databases.forgetSettings();
    }
  }

  @Override
  public synchronized void start() {
    feed.open();
    loops.forEach(Loop::start);
    running = true;
  }

  @Override
  public synchronized void stop() {
    feed.close();
    loops.forEach(Loop::stop);
    running = false;
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }
}
