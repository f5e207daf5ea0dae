package io.firstserved.query.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay as operators see it.
 *
 * @param projection which projection
 * @param status CLEARING, RUNNING, CANCELLED, SWAPPED or COMPLETED
 * @param events how many events it has taken
 * @param totalEvents how many the live rows stand for
 * @param percent how much of it is done, 0 to 100
 * @param eventsPerSecond its latest rate
 * @param startedAt when it began
 * @param finishedAt when its rows became the live ones; null before
 * @param node which node works on it; null if none does
 * @param fault what hinders it; null while nothing does
 */
public record ReplayView(
    String projection,
    String status,
    long events,
    long totalEvents,
    double percent,
    long eventsPerSecond,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String node,
    @Nullable String fault) {

  private static final double TENTHS_OF_PERCENT = 1_000;

  static ReplayView of(Replay replay) {
    return new ReplayView(
        replay.projection(),
        replay.status().name(),
        replay.events(),
        replay.totalEvents(),
        percent(replay),
        replay.status() == Replay.Status.RUNNING ? replay.eventsPerSecond() : 0,
        replay.startedAt(),
        replay.finishedAt(),
        replay.owner(),
        replay.fault());
  }

  private static double percent(Replay replay) {
    if (replay.finishedAt() != null) {
      return 100;
    }
    return replay.totalEvents() == 0
        ? 0
        : Math.min(replay.events() * TENTHS_OF_PERCENT / replay.totalEvents(), TENTHS_OF_PERCENT)
            / 10;
  }
}
