package io.firstserved.contract;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.CreateCampaign;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.IssueCoupon;
import io.firstserved.api.coupon.UserId;
import java.time.Clock;
import java.time.Period;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Issues coupons without a gate, to have something to redeem. */
final class IssuedCoupons {

  private IssuedCoupons() {}

  /** A coupon valid for 30 days, the first of a campaign of its own. */
  static CouponId issueTo(String user, CommandGateway commands, Clock clock) {
    var campaign = new CampaignId(UUID.randomUUID().toString());
    var terms = new CampaignTerms("Sale", 10L, 1, null, null, Period.ofDays(30));
    commands.sendAndWait(new CreateCampaign(campaign, terms, clock.instant()));
    var issue = IssueCoupon.of(campaign, new UserId(user), 1, 1, clock.instant());
    commands.sendAndWait(issue);
    return issue.couponId();
  }
}
