package io.firstserved.query.lag;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far something is behind, as last seen.
 *
 * @param events how many events it is behind, as far as its sources tell
 * @param seenAt when every source was last seen
 * @param oldest the recording of the oldest event that it lacked then; null if it lacked none
 */
record Lag(long events, Instant seenAt, @Nullable Instant oldest) {

  /** Nothing is known yet since this instant. */
  static Lag unknownSince(Instant start) {
    return new Lag(0, start, null);
  }

  /**
   * How long the oldest event that it lacks has been waiting. While sources are unseen this grows:
   * since they were last seen, anything may have happened.
   *
   * @param freshness how long a look is believed that found nothing lacking
   */
  Duration age(Instant now, Duration freshness) {
    var since = Duration.between(oldest == null ? seenAt : oldest, now);
    var isFresh = oldest == null && since.compareTo(freshness) <= 0;
    return isFresh || since.isNegative() ? Duration.ZERO : since;
  }

  /** The same sample, with a count from the sources that could be seen. */
  Lag withEvents(long newEvents) {
    return new Lag(newEvents, seenAt, oldest);
  }
}
