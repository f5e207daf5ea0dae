package io.firstserved.command.gate.log;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.CallerLimit;
import io.firstserved.command.gate.Reservation.TooOften;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The rates of callers as this node alone counts them, in front of the log-backed gate: there each
 * request costs look-ups in the database. The same buckets as in {@code rate.lua}, each kept as the
 * instant at which it is full again. Thread-safe.
 */
public final class CallerBuckets {

  /** Full buckets are forgotten when there is no room, and then no more often than this. */
  private static final long SWEEP_NANOS = Duration.ofSeconds(1).toNanos();

  private record Caller(CampaignId campaign, CallerLimit.Kind kind, String name) {}

  private final LongSupplier nanos;
  private final Map<Caller, Long> fullAt = new HashMap<>();
  private long nextSweep;

  /**
   * @param nanos a clock that never goes back, such as {@link System#nanoTime}
   */
  public CallerBuckets(LongSupplier nanos) {
    this.nanos = nanos;
    this.nextSweep = nanos.getAsLong();
  }

  /**
   * Takes one request from each bucket, or none from any.
   *
   * @return the limit that is reached, if one is
   */
  public synchronized Optional<TooOften> take(CampaignId campaign, List<CallerLimit> limits) {
    if (limits.isEmpty()) {
      return Optional.empty();
    }
    long now = nanos.getAsLong();
    for (var limit : limits) {
      long wait = fullAfterOneMore(campaign, limit, now) - now - limit.period().toNanos();
      if (wait > 0) {
        return Optional.of(new TooOften(limit, Duration.ofNanos(wait)));
      }
    }
    limits.forEach(limit -> remember(campaign, limit, now));
    return Optional.empty();
  }

  private long fullAfterOneMore(CampaignId campaign, CallerLimit limit, long now) {
    var full = fullAt.getOrDefault(caller(campaign, limit), now);
    return now + Math.max(full - now, 0) + limit.period().toNanos() / limit.requests();
  }

  private void remember(CampaignId campaign, CallerLimit limit, long now) {
    var caller = caller(campaign, limit);
    if (fullAt.containsKey(caller) || hasRoom(limit.maxCallers(), now)) {
      fullAt.put(caller, fullAfterOneMore(campaign, limit, now));
    }
  }

  private boolean hasRoom(int maxCallers, long now) {
    if (fullAt.size() >= maxCallers && now - nextSweep >= 0) {
      fullAt.values().removeIf(full -> full - now <= 0);
      nextSweep = now + SWEEP_NANOS;
    }
    return fullAt.size() < maxCallers;
  }

  private static Caller caller(CampaignId campaign, CallerLimit limit) {
    return new Caller(campaign, limit.kind(), limit.caller());
  }

  /** How many callers are remembered. */
  synchronized int size() {
    return fullAt.size();
  }
}
