package io.firstserved.command.gate.repair;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.GateState;
import io.firstserved.command.gate.redis.GateMeters;
import io.firstserved.command.gate.redis.RedisCalls;
import io.firstserved.command.gate.redis.RedisGate;
import io.firstserved.command.gate.redis.RedisUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Sweeps over the campaigns: settles reservations that have been pending for too long, reads the
 * terms again, and has the {@link UnderIssueWatch} look at those sold out. Every node sweeps all
 * campaigns that Redis has, so that those of a dead node are not forgotten; to do it twice is
 * harmless. What fails is tried again by the next sweep.
 */
final class Reaper implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  private final RedisCalls calls;
  private final RedisGate redis;
  private final GatedCampaigns campaigns;
  private final Settlement settlement;
  private final UnderIssueWatch watch;
  private final GateProperties.Reaper limits;
  private final GateMeters meters;

  Reaper(
      RedisCalls calls,
      RedisGate redis,
      GatedCampaigns campaigns,
      Settlement settlement,
      UnderIssueWatch watch,
      GateProperties.Reaper limits,
      GateMeters meters) {
    this.calls = calls;
    this.redis = redis;
    this.campaigns = campaigns;
    this.settlement = settlement;
    this.watch = watch;
    this.limits = limits;
    this.meters = meters;
  }

  /** Sweeps until the thread is interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(limits.interval());
        sweep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at every campaign once. */
  void sweep() {
    if (calls.refused()) {
      return;
    }
    var pending = 0L;
    for (var id : present()) {
      pending += sweep(id);
    }
    meters.pending(pending);
    campaigns.forgetIdle(limits.forgetAfter());
  }

  private Set<CampaignId> present() {
    var present = new LinkedHashSet<CampaignId>();
    campaigns.all().forEach(campaign -> present.add(campaign.id()));
    try {
      present.addAll(redis.campaigns(limits.campaignsPerSweep()));
    } catch (RedisUnavailableException e) {
      LOG.debug("sweeping only what this node knows: {}", e.getMessage());
    }
    return present;
  }

  private long sweep(CampaignId id) {
    try {
      var campaign = campaigns.find(id);
      var state = redis.inspect(id);
      if (state.isEmpty()) {
        redis.forget(id);
        return 0;
      }
      if (campaign.isEmpty()) {
        dropIfAbandoned(state.get());
        return 0;
      }
      settleOverdue(state.get());
      follow(campaign.get(), state.get());
      watch.look(campaign.get(), state.get());
      return state.get().pending();
    } catch (RedisUnavailableException | DataAccessException e) {
      LOG.debug("the next sweep looks at {} again: {}", id, e.toString());
      return 0;
    }
  }

  /** A campaign that the log does not have: rehearsed on a node that died before it was ready. */
  private void dropIfAbandoned(GateState state) {
    var built = Instant.ofEpochMilli(state.epoch());
    if (Duration.between(built, state.at()).compareTo(limits.forgetAfter()) > 0) {
      redis.drop(state.campaignId());
    }
  }

  private void settleOverdue(GateState state) {
    if (state.pending() > 0) {
      settlement.settleAll(
          redis.overdue(state.campaignId(), limits.pendingLimit(), limits.batchSize()));
    }
  }

  private void follow(GatedCampaign campaign, GateState state) {
    if (campaign.nanosSinceTerms() < limits.termsInterval().toNanos()) {
      return;
    }
    campaign.termsRead();
    var terms = campaigns.refresh(campaign.id());
    terms.ifPresent(redis::follow);
    var over = terms.map(read -> read.over(state.at())).orElse(true);
    if (over && state.pending() == 0) {
      redis.forget(campaign.id());
    }
  }
}
