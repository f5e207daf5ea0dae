package io.firstserved.command.gate.redis;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.FastGate.CampaignPage;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The campaigns that there is state of. List and state lie in different slots of a Redis Cluster,
 * so no script sees both: whoever takes a campaign off the list looks for its state afterwards, and
 * until then it is noted as being removed. If he ends in between, whoever reads the list next does
 * it for him.
 */
final class ListInRedis {

  private final RedisCalls redis;
  private final LifeKeys keys;
  private final Duration timeout;
  private final Duration backgroundTimeout;

  /**
   * @param timeout of calls that somebody waits for
   * @param backgroundTimeout of all others
   */
  ListInRedis(RedisCalls redis, LifeKeys keys, Duration timeout, Duration backgroundTimeout) {
    this.redis = redis;
    this.keys = keys;
    this.timeout = timeout;
    this.backgroundTimeout = backgroundTimeout;
  }

  void add(CampaignId campaign) {
    redis.call(commands -> commands.sadd(listed(), campaign.value()), timeout);
  }

  /** Asks for the state as well: {@link #remove} takes a campaign off the list for a moment. */
  boolean knows(CampaignId campaign) {
    return redis.call(
        commands ->
            commands
                .sismember(listed(), campaign.value())
                .thenCombine(hasState(commands, campaign), Boolean::logicalOr),
        timeout);
  }

  /**
   * A page of the list. What was being removed when somebody ended is looked at before the first.
   */
  CampaignPage page(String cursor, int count) {
    if (cursor.equals(CampaignPage.FIRST)) {
      endRemovals(count);
    }
    var from = ScanCursor.of(cursor);
    var limit = ScanArgs.Builder.limit(count);
    var page = redis.call(commands -> commands.sscan(listed(), from, limit), backgroundTimeout);
    var campaigns = page.getValues().stream().map(CampaignId::new).toList();
    return new CampaignPage(campaigns, page.isFinished() ? CampaignPage.FIRST : page.getCursor());
  }

  /** Takes a campaign off the list, unless there is state of it after all. */
  void remove(CampaignId campaign) {
    end(begin(campaign));
  }

  private void endRemovals(int count) {
    redis
        .call(commands -> commands.srandmember(removals(), count), backgroundTimeout)
        .forEach(removal -> end(new Removal(removal)));
  }

  Removal begin(CampaignId campaign) {
    var removal = Removal.of(campaign);
    String[] both = {listed(), removals()};
    redis.run(Script.UNLIST, backgroundTimeout, both, campaign.value(), removal.name());
    return removal;
  }

  private void end(Removal removal) {
    var campaign = removal.campaign();
    if (redis.call(commands -> hasState(commands, campaign), backgroundTimeout)) {
      // Built on another node since somebody looked.
      add(campaign);
    }
    redis.call(commands -> commands.srem(removals(), removal.name()), backgroundTimeout);
  }

  private CompletionStage<Boolean> hasState(
      RedisClusterAsyncCommands<String, String> commands, CampaignId campaign) {
    var own = keys.of(campaign);
    return commands.exists(own.terms(), own.lock()).thenApply(found -> found > 0);
  }

  private String listed() {
    return keys.index(keys.present());
  }

  private String removals() {
    return keys.removals(keys.present());
  }
}
