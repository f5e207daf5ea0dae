package io.firstserved.command.gate.redis;

import io.firstserved.api.campaign.CampaignId;
import java.time.Duration;
import java.util.List;

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
    var listed = some(keys.index(life), count);
    listed.forEach(campaign -> drop(life, new CampaignId(campaign), keys.index(life), campaign));
    var removed = some(keys.removals(life), count);
    removed.forEach(
        removal -> drop(life, new Removal(removal).campaign(), keys.removals(life), removal));
    return !listed.isEmpty() || !removed.isEmpty();
  }

  private List<String> some(String set, int count) {
    return redis.call(commands -> commands.srandmember(set, count), timeout);
  }

  private void drop(long life, CampaignId campaign, String set, String member) {
    redis.run(Script.DROP, timeout, keys.of(life, campaign).live());
    redis.call(commands -> commands.srem(set, member), timeout);
  }
}
