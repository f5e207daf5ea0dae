package io.firstserved.command.coupon;

import static java.util.Objects.requireNonNull;

import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.IssueCoupon;
import io.firstserved.api.coupon.RedeemCoupon;
import io.firstserved.api.coupon.RevokeCoupon;
import io.firstserved.api.coupon.UndoRedemption;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.log.EventMetaData;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A coupon as an aggregate: created by {@link IssueCoupon}, then redeemed, given back, revoked or
 * expired. {@link CouponDecision} decides; every later command is answered with the {@link
 * CouponState} after it.
 */
@Aggregate(type = "coupon", commandTargetResolver = "commandTargets")
final class Coupon {

  @AggregateIdentifier private CouponId id;
  private @Nullable CouponState state;

  Coupon() {
    // Axon fills it from the events.
  }

  @CommandHandler
  Coupon(IssueCoupon command, Campaigns campaigns) {
    var campaign = IssuePolicy.requireIssuable(command, campaigns);
    AggregateLifecycle.apply(CouponIssued.of(command), decidedOn(campaign, campaigns));
  }

  /** Lets the log refuse the issue if the campaign has moved on meanwhile (P3). */
  private static MetaData decidedOn(CampaignState campaign, Campaigns campaigns) {
    return campaigns.isRehearsal(campaign.id())
        ? MetaData.with(EventMetaData.REHEARSAL, true)
        : MetaData.with(EventMetaData.CAMPAIGN_VERSION, campaign.version())
            .and(EventMetaData.CAMPAIGN_RUNNING, true);
  }

  /**
   * Again for an order that it was taken back from, the answer is the first one. After the coupon's
   * validity the answer is a coupon that is expired, not an exception: an exception would roll back
   * the very event that records it.
   */
  @CommandHandler
  CouponState redeem(RedeemCoupon command, Campaigns campaigns) {
    var coupon = requireNonNull(state);
    var after = record(CouponDecision.redeem(coupon, command, validity(campaigns)));
    return after.takenBackFrom(command.orderId()).map(after::with).orElse(after);
  }

  @CommandHandler
  CouponState undo(UndoRedemption command) {
    record(CouponDecision.undo(requireNonNull(state), command));
    return requireNonNull(state).with(new CouponState.Status.Unused());
  }

  @CommandHandler
  CouponState revoke(RevokeCoupon command) {
    return record(CouponDecision.revoke(requireNonNull(state), command));
  }

  /** A validity never changes, so whatever this node remembers of the campaign is good enough. */
  private Validity validity(Campaigns campaigns) {
    var issue = requireNonNull(state).issue();
    return campaigns
        .find(issue.campaignId())
        .map(campaign -> Validity.of(issue, campaign.terms()))
        .orElseThrow(() -> new IllegalStateException("no campaign for " + issue));
  }

  private CouponState record(Optional<? extends CouponEvent> decided) {
    decided.ifPresent(AggregateLifecycle::apply);
    return requireNonNull(state);
  }

  @EventSourcingHandler
  void on(CouponEvent event) {
    if (event instanceof CouponIssued issued) {
      id = issued.couponId();
      state = CouponState.issued(issued);
    } else {
      state = requireNonNull(state).evolve(event);
    }
  }
}
