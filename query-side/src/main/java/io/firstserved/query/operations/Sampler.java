package io.firstserved.query.operations;

import io.firstserved.query.lag.LagBoard;
import io.firstserved.query.projection.Projection;
import io.firstserved.query.projection.ProjectorState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes one snapshot per interval for all open pages. The lag is sampled always, from memory, so
 * that its chart has a past; databases and the command side are asked only while a page is open,
 * each by a thread of its own, so that one that hangs delays neither the others nor the lag.
 *
 * <p>In the last phase of all, so that it stops first: a page that is still being served would hold
 * up the server's graceful end.
 */
@Component
class Sampler implements SmartLifecycle {

  private final LiveFeed feed;
  private final RowReader rows;
  private final IssuingMeters issuing;
  private final LagHistory history;
  private final Watch watch;
  private final Diagnosis diagnosis;
  private final Course course;
  private final PageProperties limits;
  private final JsonMapper json;
  private final Clock clock;
  private final Instant startedAt;
  private final List<Repeater> repeaters = new ArrayList<>();

  Sampler(
      LiveFeed feed,
      RowReader rows,
      CommandSide commandSide,
      LagBoard board,
      ProjectorState projector,
      List<Projection> projections,
      PageProperties limits,
      JsonMapper json,
      Clock clock) {
    this.feed = feed;
    this.rows = rows;
    this.issuing = new IssuingMeters(commandSide);
    this.history = new LagHistory(limits.historyPoints());
    this.startedAt = clock.instant();
    this.watch =
        new Watch(board, projector, new LagSampler(board, projections, history), startedAt);
    this.diagnosis = new Diagnosis(limits.laggingAfter(), limits.standingAfter());
    this.course = new Course(limits.standingAfter(), limits.recoveredFor());
    this.limits = limits;
    this.json = json;
    this.clock = clock;
  }

  /** The lag's past, as the first message of a page. */
  byte[] history() {
    return message("history", history.points().stream().map(LagPoint::row).toList());
  }

  private void sample() {
    var now = clock.instant();
    var signs = watch.look(now, rows.latestProjections());
    var matter = course.follow(now, diagnosis.of(signs));
    if (feed.isWatched()) {
      var snapshot =
          new Snapshot(now, startedAt, matter, signs.lag(), rows.latest(), issuing.latest());
      feed.publish(message("snapshot", snapshot));
    }
  }

  private byte[] message(String event, Object data) {
    var text = "event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    return text.getBytes(StandardCharsets.UTF_8);
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

  @Override
  public synchronized void start() {
    feed.open();
    repeaters.add(Repeater.start("page-rows", limits.interval(), this::readRows));
    repeaters.add(Repeater.start("page-meters", limits.meterInterval(), this::readMeters));
    repeaters.add(Repeater.start("page-sampler", limits.interval(), this::sample));
  }

  @Override
  public synchronized void stop() {
    feed.close();
    repeaters.forEach(Repeater::close);
    repeaters.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !repeaters.isEmpty();
  }
}
