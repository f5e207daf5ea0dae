package io.firstserved.command.gate.redis;

import io.firstserved.api.campaign.CampaignId;
import java.time.Duration;

/** Deletes what earlier lives of the log have left in Redis. */
final class EarlierLives {

  private final RedisCalls redis;
  private final LifeKeys keys;
  private final Duration timeout;
  private volatile long clearedUpTo;

  /**
   * @param timeout of each call
   */
  EarlierLives(RedisCalls redis, LifeKeys keys, Duration timeout) {
    this.redis = redis;
    this.keys = keys;
    this.timeout = timeout;
  }

  /**
   * Deletes the state of some campaigns. Where nothing was left, nothing comes again: no call more.
   *
   * @param count of at most so many campaigns of each life
   */
  void drop(int count) {
    long present = keys.present();
    if (clearedUpTo < present) {
      boolean left = false;
      for (long life = clearedUpTo; life < present; life++) {
        left |= dropSome(life, count);
      }
      clearedUpTo = left ? clearedUpTo : present;
    }
  }

  /** Returns whether there was any. */
  private boolean dropSome(long life, int count) {
    var listed = keys.index(life);
    var campaigns = redis.call(commands -> commands.srandmember(listed, count), timeout);
    for (var campaign : campaigns) {
      var kept = keys.of(life, new CampaignId(campaign)).live();
      redis.run(Script.DROP, timeout, kept);
      redis.call(commands -> commands.srem(listed, campaign), timeout);
    }
    return !campaigns.isEmpty();
  }
}
