package io.firstserved.command.coupon;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.IssueCoupon;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.campaign.Campaigns;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a reservation may become a coupon, by its campaign's own events: the serial lies within
 * the quota (P1), the ordinal within the per-user limit (P2), the reservation within the window,
 * and the campaign neither paused nor closed (P3). Does not trust the gate, whose word may be out
 * of date.
 */
final class IssuePolicy {

  private IssuePolicy() {}

  /**
   * Admits a reservation.
   *
   * @return the campaign as it was when this was decided
   * @throws RefusedException if the campaign, as the log has it now, does not allow it. What this
   *     node remembers is good enough to admit, because the log checks its version again, but never
   *     to refuse: another node may have resumed the campaign or raised its quota meanwhile
   * @throws IllegalArgumentException if the coupon's identity is not the derived one
   */
  static CampaignState requireIssuable(IssueCoupon command, Campaigns campaigns) {
    requireDerivedIdentity(command);
    return campaigns
        .find(command.campaignId())
        .filter(remembered -> refusal(remembered, command).isEmpty())
        .orElseGet(() -> requireIssuableByTheLog(command, campaigns));
  }

  private static CampaignState requireIssuableByTheLog(IssueCoupon command, Campaigns campaigns) {
    var campaign =
        campaigns
            .refresh(command.campaignId())
            .orElseThrow(
                () ->
                    new RefusedException(
                        Reason.UNKNOWN_CAMPAIGN, "no campaign " + command.campaignId()));
    refusal(campaign, command)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    return campaign;
  }

  private static Optional<RefusedException> refusal(CampaignState campaign, IssueCoupon command) {
    if (!campaign.hasSerial(command.serial())) {
      return Optional.of(
          new RefusedException(
              Reason.SOLD_OUT, "serial " + command.serial() + " is not within the quota"));
    }
    if (command.ordinal() > campaign.terms().perUserLimit()) {
      return Optional.of(
          new RefusedException(
              Reason.ALREADY_ISSUED,
              "a user may hold at most " + campaign.terms().perUserLimit() + " coupons"));
    }
    return campaign.refusalAt(command.reservedAt()).map(reason -> notNow(campaign, reason));
  }

  private static RefusedException notNow(CampaignState campaign, Reason reason) {
    var opensAt = campaign.terms().opensAt();
    return new RefusedException(
        reason,
        "campaign " + campaign.id() + " does not issue this reservation now",
        reason == Reason.NOT_OPEN && opensAt != null ? Map.of("opensAt", opensAt) : Map.of());
  }

  private static void requireDerivedIdentity(IssueCoupon command) {
    var derived = CouponId.of(command.campaignId(), command.userId(), command.ordinal());
    if (!derived.equals(command.couponId())) {
      throw new IllegalArgumentException("couponId must be " + derived + " in " + command);
    }
  }
}
