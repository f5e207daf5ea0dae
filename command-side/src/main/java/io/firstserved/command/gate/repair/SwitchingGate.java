package io.firstserved.command.gate.repair;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.CampaignGate;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.CallerLimit;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.FastGateAnswer;
import io.firstserved.command.gate.FastGateUnavailableException;
import io.firstserved.command.gate.Gate;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.Reservation.Refused;
import io.firstserved.command.gate.log.CallerBuckets;
import io.firstserved.command.gate.log.LogGate;
import io.firstserved.command.log.LogUnavailableException;
import io.firstserved.command.log.identity.IncarnationListener;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate: Redis while it answers and can be trusted, else the log. Thread-safe.
 *
 * <p>Without Redis it grants from the log, and remembers that Redis has missed something; without
 * the database, too, it refuses as UNAVAILABLE.
 */
final class SwitchingGate implements Gate, CampaignGate, IncarnationListener {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchingGate.class);

  private final FastGate fastGate;
  private final LogGate logGate;
  private final GatedCampaigns campaigns;
  private final Recovery recovery;
  private final Reconciliation reconciliation;
  private final Confirmations confirmations;
  private final GateProperties properties;
  private final CallerBuckets buckets = new CallerBuckets(System::nanoTime);

  SwitchingGate(
      FastGate fastGate,
      LogGate logGate,
      GatedCampaigns campaigns,
      Recovery recovery,
      Reconciliation reconciliation,
      Confirmations confirmations,
      GateProperties properties) {
    this.fastGate = fastGate;
    this.logGate = logGate;
    this.campaigns = campaigns;
    this.recovery = recovery;
    this.reconciliation = reconciliation;
    this.confirmations = confirmations;
    this.properties = properties;
  }

  @Override
  public Reservation reserve(
      CampaignId id, UserId user, @Nullable String idempotencyKey, List<CallerLimit> limits) {
    try {
      var campaign = campaigns.find(id);
      if (campaign.isEmpty()) {
        return new Refused(Reason.UNKNOWN_CAMPAIGN, null);
      }
      return inRedis(campaign.get(), user, idempotencyKey, limits)
          .filter(reservation -> isNext(reservation, idempotencyKey))
          .orElseGet(() -> inLog(campaign.get(), user, idempotencyKey, limits));
    } catch (LogUnavailableException e) {
      LOG.warn("neither Redis nor the log could be asked about {}: {}", id, e.toString());
      return new Refused(Reason.UNAVAILABLE, null);
    }
  }

  /**
   * Empty if the log is to be asked. A request counts once, however often Redis is asked for it.
   */
  private Optional<Reservation> inRedis(
      GatedCampaign campaign,
      UserId user,
      @Nullable String idempotencyKey,
      List<CallerLimit> limits) {
    var deadline = new Deadline(properties.waitLimit());
    for (var uncounted = limits; recovery.trusted(campaign, deadline); uncounted = List.of()) {
      switch (ask(campaign, user, idempotencyKey, uncounted)) {
        case FastGateAnswer.Decided decided -> {
          return Optional.of(decided.reservation());
        }
        case FastGateAnswer.Missing missing -> {
          if (isKnownEnded(campaign)) {
            return Optional.empty();
          }
          campaign.missing();
        }
        case FastGateAnswer.Busy busy -> {
          if (!deadline.pause()) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Then there is no state to build: {@link Recovery} has found out. */
  private boolean isKnownEnded(GatedCampaign campaign) {
    return campaigns
        .state(campaign.id())
        .filter(state -> campaign.knownEnded(state.version()))
        .isPresent();
  }

  /**
   * One call that fails while Redis is not known to be down is made again, and gets what the first
   * was granted: a serial from the log instead would be one that Redis gives to another a moment
   * later.
   */
  private FastGateAnswer ask(
      GatedCampaign campaign,
      UserId user,
      @Nullable String idempotencyKey,
      List<CallerLimit> limits) {
    try {
      return fastGate.reserve(campaign.id(), user, idempotencyKey, limits);
    } catch (FastGateUnavailableException e) {
      LOG.debug("asked again, or else the log: {}", e.getMessage());
      return new FastGateAnswer.Busy();
    }
  }

  /** Whether no reservation that Redis has forgotten can become a second coupon of this key. */
  private boolean isNext(Reservation reservation, @Nullable String idempotencyKey) {
    if (idempotencyKey == null
        || !(reservation instanceof Granted granted)
        || logGate.isNext(granted, idempotencyKey)) {
      return true;
    }
    contradicted(granted);
    return false;
  }

  private Reservation inLog(
      GatedCampaign campaign,
      UserId user,
      @Nullable String idempotencyKey,
      List<CallerLimit> limits) {
    var reached = buckets.take(campaign.id(), limits);
    if (reached.isPresent()) {
      return reached.get();
    }
    var state = campaigns.state(campaign.id());
    if (state.isEmpty()) {
      return new Refused(Reason.UNKNOWN_CAMPAIGN, null);
    }
    if (fastGate.isSuspended()) {
      // Redis will hear of this coupon late or never.
      campaign.doubt();
    }
    var answer = logGate.reserve(state.get(), user, idempotencyKey);
    return answer instanceof Refused
        ? byFreshTerms(campaign, user, idempotencyKey).orElse(answer)
        : answer;
  }

  /** What a node remembers is enough to admit, but another may have resumed or raised meanwhile. */
  private Optional<Reservation> byFreshTerms(
      GatedCampaign campaign, UserId user, @Nullable String idempotencyKey) {
    return campaign.refusesByOldTerms(properties.logBacked().termsInterval())
        ? campaigns
            .refresh(campaign.id())
            .map(fresh -> logGate.reserve(fresh, user, idempotencyKey))
        : Optional.empty();
  }

  @Override
  public void confirm(Granted reservation) {
    logGate.confirm(reservation);
    // The coupon is durable: nothing from here on may ask the log and fail.
    campaigns.known(reservation.campaign()).ifPresent(GatedCampaign::confirmedByLog);
    confirmations.issued(reservation);
  }

  @Override
  public void release(Granted reservation) {
    if (!logGate.release(reservation)) {
      confirmations.released(reservation);
    }
  }

  @Override
  public void contradicted(Granted reservation) {
    try {
      reconciliation.reconcile(reservation);
    } catch (FastGateUnavailableException | LogUnavailableException e) {
      LOG.debug("left to the reaper: {}", reservation);
    }
    campaigns.find(reservation.campaign()).ifPresent(this::rebuildIfWrong);
  }

  private void rebuildIfWrong(GatedCampaign campaign) {
    var limits = properties.rebuild();
    if (campaign.contradicted() >= limits.contradictions()
        && campaign.nanosSinceRebuild() > limits.minInterval().toNanos()) {
      recovery.rebuildInBackground(campaign);
    }
  }

  @Override
  public Instant now() {
    try {
      return fastGate.now();
    } catch (FastGateUnavailableException e) {
      return logGate.now();
    }
  }

  @Override
  public Hold hold(CampaignId campaign) {
    var name = UUID.randomUUID().toString();
    return new Hold(heldSince(campaign, name), () -> lift(campaign, name));
  }

  private Instant heldSince(CampaignId campaign, String name) {
    try {
      return fastGate.hold(campaign, name, properties.holdLimit());
    } catch (FastGateUnavailableException e) {
      // Nothing can be held: what is granted meanwhile is decided by the order in the log (P3).
      return logGate.now();
    }
  }

  private void lift(CampaignId campaign, String name) {
    try {
      fastGate.lift(campaign, name);
    } catch (FastGateUnavailableException e) {
      LOG.debug("the hold of {} ends by itself: {}", campaign, e.getMessage());
    }
  }

  @Override
  public void drop(CampaignId campaign) {
    campaigns.drop(campaign);
    logGate.forget(campaign);
    try {
      fastGate.drop(campaign);
    } catch (FastGateUnavailableException e) {
      LOG.debug("{} is left to the reaper: {}", campaign, e.getMessage());
    }
  }

  /** The fast gate begins with nothing in each life of the log; what this node knows of it, too. */
  @Override
  public void incarnationBegun() {
    confirmations.forgetAll();
    campaigns.forgetAll();
    logGate.forgetAll();
  }

  @Override
  public void refresh(CampaignId id) {
    var state = campaigns.refresh(id);
    var campaign = campaigns.find(id);
    if (state.isEmpty() || campaign.isEmpty()) {
      return;
    }
    try {
      if (!fastGate.updateTerms(state.get())) {
        fastGate.announce(id);
        buildUnlessOver(campaign.get(), state.get());
      }
    } catch (FastGateUnavailableException e) {
      campaign.get().doubt();
    }
  }

  /** Who asks for a campaign that is over has it built, if it is still worth it. */
  private void buildUnlessOver(GatedCampaign campaign, CampaignState state) {
    if (!state.over(fastGate.now())) {
      campaign.missing();
      recovery.trusted(campaign, new Deadline(properties.waitLimit()));
    }
  }
}
