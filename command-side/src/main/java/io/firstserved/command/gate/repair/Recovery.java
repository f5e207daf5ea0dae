package io.firstserved.command.gate.repair;

import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.FastGateUnavailableException;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.GateState;
import io.firstserved.command.gate.RebuildLostException;
import io.firstserved.command.gate.log.LogGate;
import io.firstserved.command.log.LogUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a campaign's state in Redis can be trusted: that it is there, was built on the
 * Redis process that has it now, and has missed nothing. Otherwise it is rebuilt. Thread-safe.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final FastGate fastGate;
  private final LogGate logGate;
  private final GatedCampaigns campaigns;
  private final EndedCampaigns ended;
  private final GateRebuilder rebuild;
  private final GateProperties.Rebuild limits;
  private final Semaphore rebuilding;

  Recovery(
      FastGate fastGate,
      LogGate logGate,
      GatedCampaigns campaigns,
      EndedCampaigns ended,
      GateRebuilder rebuild,
      GateProperties.Rebuild limits) {
    this.fastGate = fastGate;
    this.logGate = logGate;
    this.campaigns = campaigns;
    this.ended = ended;
    this.rebuild = rebuild;
    this.limits = limits;
    this.rebuilding = new Semaphore(limits.atOnce(), true);
  }

  /** Whether Redis may be asked about the campaign, now or before the caller's deadline ends. */
  boolean trusted(GatedCampaign campaign, Deadline deadline) {
    var trusted = campaign.trusted(fastGate.generation());
    return !fastGate.isSuspended()
        && (trusted || deadline.await(campaign.recoverOnce(() -> verify(campaign))));
  }

  /** Rebuilds in the background, while the present state goes on being used. */
  CompletableFuture<Boolean> rebuildInBackground(GatedCampaign campaign) {
    return campaign
        .recoverOnce(() -> attempt(campaign, built -> inTurn(() -> rebuild(built))))
        .outcome();
  }

  private boolean verify(GatedCampaign campaign) {
    return attempt(
        campaign, doubted -> usable(doubted) || inTurn(() -> usable(doubted) || rebuild(doubted)));
  }

  /** So many at once; who had to wait may find that another node did it meanwhile. */
  private boolean inTurn(BooleanSupplier work) {
    rebuilding.acquireUninterruptibly();
    try {
      return work.getAsBoolean();
    } finally {
      rebuilding.release();
    }
  }

  /** Without a rebuild: the state is sound, or there need not be one. */
  private boolean usable(GatedCampaign campaign) {
    var generation = fastGate.generation();
    var doubts = campaign.doubts();
    var state = fastGate.inspect(campaign.id());
    if (state.isPresent() && state.get().sameRun() && !campaign.doubted()) {
      campaign.verified(generation);
      return true;
    }
    if (hasEnded(campaign) && isWithoutState(campaign, state.isPresent())) {
      campaign.nothingKept(generation, doubts);
      return true;
    }
    return false;
  }

  private boolean isWithoutState(GatedCampaign campaign, boolean present) {
    return !present || campaigns.state(campaign.id()).map(fastGate::retire).orElse(false);
  }

  /** Whether it ended so long ago that the log answers for it. */
  private boolean hasEnded(GatedCampaign campaign) {
    return campaigns
        .state(campaign.id())
        .filter(state -> ended.contains(campaign, state, logGate.now()))
        .isPresent();
  }

  private boolean rebuild(GatedCampaign campaign) {
    var generation = fastGate.generation();
    var doubts = campaign.doubts();
    var state = campaigns.refresh(campaign.id());
    if (state.isEmpty() || !rebuiltBySomebody(state.get())) {
      return false;
    }
    campaign.rebuilt(generation, doubts);
    logGate.forget(campaign.id());
    campaigns.refresh(campaign.id()).ifPresent(fastGate::updateTerms);
    return true;
  }

  private boolean rebuiltBySomebody(CampaignState campaign) {
    var before = fastGate.inspect(campaign.id()).map(GateState::epoch).orElse(0L);
    var deadline = new Deadline(limits.lockTtl().multipliedBy(2));
    do {
      if (rebuild.tryRun(campaign)) {
        return true;
      }
      var now = fastGate.inspect(campaign.id());
      if (now.isPresent() && now.get().sameRun() && now.get().epoch() > before) {
        return true;
      }
    } while (deadline.pause());
    return false;
  }

  private interface Attempt {
    boolean run(GatedCampaign campaign);
  }

  /** A failure leaves the campaign untrusted: the next caller tries again. */
  private static boolean attempt(GatedCampaign campaign, Attempt attempt) {
    try {
      return attempt.run(campaign);
    } catch (FastGateUnavailableException | RebuildLostException | LogUnavailableException e) {
      LOG.warn("the gate of {} could not be recovered yet: {}", campaign.id(), e.toString());
      return false;
    }
  }
}
