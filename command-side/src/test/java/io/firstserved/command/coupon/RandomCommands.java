package io.firstserved.command.coupon;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.CloseCampaign;
import io.firstserved.api.campaign.CreateCampaign;
import io.firstserved.api.campaign.PauseCampaign;
import io.firstserved.api.campaign.RaiseQuota;
import io.firstserved.api.campaign.ResumeCampaign;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.IssueCoupon;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedeemCoupon;
import io.firstserved.api.coupon.RevokeCoupon;
import io.firstserved.api.coupon.UndoRedemption;
import io.firstserved.api.coupon.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws commands from a world small enough that they meet: few campaigns at a time, few users,
 * serials and orders, and a clock that mostly goes on and at times jumps back.
 */
final class RandomCommands {

  private static final int CAMPAIGNS = 6;
  private static final int COMMANDS_PER_CAMPAIGN = 200;
  private static final int USERS = 6;
  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  private final RandomGenerator random;
  private Instant now = START;
  private int drawn;

  RandomCommands(RandomGenerator random) {
    this.random = random;
  }

  Object next() {
    now =
        now.plusMillis(random.nextInt(20) == 0 ? -random.nextInt(60_000) : random.nextInt(60_000));
    var newest = drawn++ / COMMANDS_PER_CAMPAIGN;
    var campaign = new CampaignId("campaign-" + (newest + random.nextInt(CAMPAIGNS)));
    int kind = random.nextInt(100);
    if (kind < 55) {
      return issue(campaign);
    }
    return kind < 75 ? ofCampaign(campaign) : ofCoupon(campaign);
  }

  private Object issue(CampaignId campaign) {
    var reservedAt = now.minusMillis(random.nextInt(120_000));
    return IssueCoupon.of(campaign, user(), random.nextInt(14), 1 + random.nextInt(3), reservedAt);
  }

  private Object ofCampaign(CampaignId campaign) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> new CreateCampaign(campaign, terms(), now);
      case 3, 4, 5, 6, 7 -> new RaiseQuota(campaign, 1 + random.nextInt(12), now);
      case 8, 9, 10, 11, 12 -> new PauseCampaign(campaign, now);
      case 13, 14, 15, 16, 17, 18 -> new ResumeCampaign(campaign, now);
      default -> random.nextInt(4) == 0 ? new CloseCampaign(campaign, now) : issue(campaign);
    };
  }

  private Object ofCoupon(CampaignId campaign) {
    var coupon = CouponId.of(campaign, user(), 1 + random.nextInt(2));
    var at = random.nextInt(4) == 0 ? now.plus(Duration.ofDays(2)) : now;
    return switch (random.nextInt(10)) {
      case 0, 1 -> new RevokeCoupon(coupon, maybe("sold on"), at);
      case 2 -> new RedeemCoupon(coupon, order(), maybe(user()), now.plus(Duration.ofDays(2)));
      case 3, 4, 5 -> new UndoRedemption(coupon, maybe(order()), maybe(user()), at);
      default -> new RedeemCoupon(coupon, order(), maybe(user()), at);
    };
  }

  private CampaignTerms terms() {
    return new CampaignTerms(
        "Sale " + random.nextInt(2),
        random.nextInt(4) == 0 ? null : (long) (1 + random.nextInt(8)),
        1 + random.nextInt(2),
        maybe(now.plusSeconds(random.nextInt(3_600))),
        maybe(now.plus(Duration.ofHours(8))),
        maybe(Period.ofDays(1)));
  }

  private UserId user() {
    return new UserId("user-" + random.nextInt(USERS));
  }

  private OrderId order() {
    return new OrderId("order-" + random.nextInt(3));
  }

  private <T> @Nullable T maybe(T value) {
    return random.nextBoolean() ? value : null;
  }
}
