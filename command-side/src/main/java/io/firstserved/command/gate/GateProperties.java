package io.firstserved.command.gate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the gate.
 *
 * @param keyPrefix what every key in Redis begins with, so that several systems can share one
 * @param waitLimit how long after a rebuild's beginning, or for a hold, or for calls that fail one
 *     by one, a caller waits before its coupon is sought in the log instead; a rebuild of 10,000
 *     coupons takes less
 * @param holdLimit how long a hold lasts if nobody ends it: the administration's node died
 * @param redis how Redis is talked to
 * @param rebuild how state is built from the log
 * @param reaper how abandoned reservations are found
 * @param confirmations how confirmations are sent
 * @param unknown how campaigns that do not exist are remembered
 * @param logBacked how coupons are reserved without Redis
 */
@ConfigurationProperties("first-served.gate")
public record GateProperties(
    @DefaultValue("first-served:") String keyPrefix,
    @DefaultValue("500ms") Duration waitLimit,
    @DefaultValue("5s") Duration holdLimit,
    @DefaultValue Redis redis,
    @DefaultValue Rebuild rebuild,
    @DefaultValue Reaper reaper,
    @DefaultValue Confirmations confirmations,
    @DefaultValue Unknown unknown,
    @DefaultValue LogBacked logBacked) {

  /** Checks the limits. */
  public GateProperties {
    positive("wait-limit", waitLimit);
    positive("hold-limit", holdLimit);
  }

  /**
   * How Redis is talked to. Where it is, and whether it is one server, Sentinel or Cluster, is said
   * by {@code spring.data.redis}.
   *
   * @param commandTimeout how long one call may take before it is made again, or the breaker is
   *     open and callers go to the log; many times its p99
   * @param connectTimeout how long connecting may take
   * @param reconnectDelay between attempts to connect again
   * @param requestQueueSize calls that may await their answers on the connection; more are refused
   *     at once
   */
  public record Redis(
      @DefaultValue("80ms") Duration commandTimeout,
      @DefaultValue("500ms") Duration connectTimeout,
      @DefaultValue("100ms") Duration reconnectDelay,
      @DefaultValue("10000") int requestQueueSize) {

    /** Checks the limits. */
    public Redis {
      positive("redis.command-timeout", commandTimeout);
      positive("redis.connect-timeout", connectTimeout);
      positive("redis.reconnect-delay", reconnectDelay);
      positive("redis.request-queue-size", requestQueueSize);
    }
  }

  /**
   * How state is built from the log.
   *
   * @param lockTtl after how long without progress another node may take a rebuild over
   * @param freezeLimit how long granting may stand still while a rebuild switches; it takes
   *     milliseconds
   * @param commandTimeout how long one call of a rebuild may take: the switch carries over
   *     everything pending
   * @param batchSize coupons in one call, 1 to 2,000; 500 keep Redis busy for less than a
   *     millisecond
   * @param batchesInFlight calls sent before the first is answered
   * @param catchUpRounds how often what came in meanwhile is read before the switch
   * @param contradictions after how many contradictions by the log in a row a campaign is rebuilt
   *     as a whole. In a row, because single ones are ordinary: a caller that Redis did not answer
   *     in time gets a serial from the log that Redis gives to another a moment later
   * @param minInterval shortest time between two rebuilds of a campaign that were asked for by
   *     contradictions
   */
  public record Rebuild(
      @DefaultValue("10s") Duration lockTtl,
      @DefaultValue("1s") Duration freezeLimit,
      @DefaultValue("5s") Duration commandTimeout,
      @DefaultValue("500") int batchSize,
      @DefaultValue("8") int batchesInFlight,
      @DefaultValue("4") int catchUpRounds,
      @DefaultValue("10") int contradictions,
      @DefaultValue("2s") Duration minInterval) {

    /** Checks the limits. */
    public Rebuild {
      positive("rebuild.lock-ttl", lockTtl);
      positive("rebuild.freeze-limit", freezeLimit);
      positive("rebuild.command-timeout", commandTimeout);
      positive("rebuild.batch-size", batchSize);
      if (batchSize > 2_000) {
        // Lua takes no more values at once.
        throw new IllegalArgumentException(
            "first-served.gate.rebuild.batch-size must be at most 2000");
      }
      positive("rebuild.batches-in-flight", batchesInFlight);
      positive("rebuild.catch-up-rounds", catchUpRounds);
      positive("rebuild.contradictions", contradictions);
      positive("rebuild.min-interval", minInterval);
    }
  }

  /**
   * How abandoned reservations are found.
   *
   * @param interval between two sweeps
   * @param pendingLimit from what age a pending reservation is looked up in the log; longer than an
   *     append waits in the log's queue
   * @param abandonedAfter from what age of a pending reservation on the gate says UNAVAILABLE
   *     instead of SOLD_OUT: its serial may soon be free. Longer than appends take on a node that
   *     is cold and overloaded, so that it is never said in an ordinary spike
   * @param batchSize reservations looked up per campaign and sweep
   * @param campaignsPerSweep campaigns of other nodes looked at in one sweep, drawn at random; a
   *     look takes half a millisecond
   * @param termsInterval how often the campaign's own events are read again, in case this gate was
   *     not told of one
   * @param forgetAfter after how long without a call a node forgets a campaign until it is asked
   *     for again; state of this age of a campaign that the log does not have is deleted
   */
  public record Reaper(
      @DefaultValue("1s") Duration interval,
      @DefaultValue("5s") Duration pendingLimit,
      @DefaultValue("3s") Duration abandonedAfter,
      @DefaultValue("500") int batchSize,
      @DefaultValue("1000") int campaignsPerSweep,
      @DefaultValue("5s") Duration termsInterval,
      @DefaultValue("10m") Duration forgetAfter) {

    /** Checks the limits. */
    public Reaper {
      positive("reaper.interval", interval);
      positive("reaper.pending-limit", pendingLimit);
      positive("reaper.abandoned-after", abandonedAfter);
      positive("reaper.batch-size", batchSize);
      positive("reaper.campaigns-per-sweep", campaignsPerSweep);
      positive("reaper.terms-interval", termsInterval);
      positive("reaper.forget-after", forgetAfter);
    }
  }

  /**
   * How confirmations are sent.
   *
   * @param queueSize confirmations and releases that may wait; what does not fit is left to the
   *     reaper
   * @param batchSize of them in one call
   * @param commandTimeout how long such a call, or one of the reaper, may take: nobody waits for it
   * @param retryDelay until a batch that Redis did not take is sent again
   */
  public record Confirmations(
      @DefaultValue("20000") int queueSize,
      @DefaultValue("200") int batchSize,
      @DefaultValue("1s") Duration commandTimeout,
      @DefaultValue("100ms") Duration retryDelay) {

    /** Checks the limits. */
    public Confirmations {
      positive("confirmations.queue-size", queueSize);
      positive("confirmations.batch-size", batchSize);
      positive("confirmations.command-timeout", commandTimeout);
      positive("confirmations.retry-delay", retryDelay);
    }
  }

  /**
   * How campaigns that do not exist are remembered, so that asking for them does not reach the
   * database each time.
   *
   * @param size how many
   * @param ttl for how long: as long may pass until a campaign created on another node is seen
   */
  public record Unknown(@DefaultValue("10000") int size, @DefaultValue("1s") Duration ttl) {

    /** Checks the limits. */
    public Unknown {
      positive("unknown.size", size);
      positive("unknown.ttl", ttl);
    }
  }

  /**
   * How coupons are reserved without Redis.
   *
   * @param blockSize serials a node takes in a row before it looks whether another node is at them
   * @param jump how many blocks a node leaps over at most, at its start because other nodes and
   *     Redis may have granted what is not in the log yet, and when it meets another node
   * @param scanInterval shortest time between two searches for the campaign's last free serials
   * @param clockInterval how long the database's time is carried forward before it is read again
   */
  public record LogBacked(
      @DefaultValue("32") int blockSize,
      @DefaultValue("8") int jump,
      @DefaultValue("1s") Duration scanInterval,
      @DefaultValue("1s") Duration clockInterval) {

    /** Checks the limits. */
    public LogBacked {
      positive("log-backed.block-size", blockSize);
      positive("log-backed.jump", jump);
      positive("log-backed.scan-interval", scanInterval);
      positive("log-backed.clock-interval", clockInterval);
    }
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException("first-served.gate." + name + " must be at least 1ms");
    }
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("first-served.gate." + name + " must be at least 1");
    }
  }
}
