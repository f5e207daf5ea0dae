package io.firstserved.serialization;

import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.coupon.UserId;
import io.firstserved.api.event.StoredEventType;
import io.firstserved.api.log.LogIncarnationBegun;
import java.time.Instant;
import java.time.Period;
import java.util.random.RandomGenerator;

/** Draws ids, terms and events anywhere in their ranges, the edges more often than chance would. */
public final class RandomEvents {

  private static final String ID_CHARACTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final long DECADES_IN_MILLIS = 4_000_000_000_000L;

  private final RandomGenerator random;

  /** Draws from this source, and from nothing else. */
  public RandomEvents(RandomGenerator random) {
    this.random = random;
  }

  /** A campaign's id of any length. */
  public CampaignId campaignId() {
    return new CampaignId(
        text(ID_CHARACTERS, 1) + text(ID_CHARACTERS + "-_", upTo(CampaignId.MAX_LENGTH - 1)));
  }

  /** A user's id of any length and script. */
  public UserId userId() {
    return new UserId(
        random.nextBoolean()
            ? visible(UserId.MAX_LENGTH)
            : text("az09/ %:~äöü€漢字😀", 1 + upTo(UserId.MAX_LENGTH - 1)));
  }

  /** An order's id of any length. */
  public OrderId orderId() {
    return new OrderId(visible(OrderId.MAX_LENGTH));
  }

  /** Terms anywhere in their ranges. */
  public CampaignTerms terms() {
    var opensAt = random.nextBoolean() ? null : instant();
    var closesAt =
        random.nextBoolean()
            ? null
            : (opensAt == null ? instant() : opensAt.plusMillis(1 + upTo(1_000_000)));
    return new CampaignTerms(
        "Sale " + text("äöü€漢字😀 \"\\/<>&", upTo(20)),
        random.nextBoolean() ? null : 1 + random.nextLong(CampaignTerms.MAX_QUOTA),
        1 + upTo(CampaignTerms.MAX_PER_USER_LIMIT - 1),
        opensAt,
        closesAt,
        random.nextBoolean() ? null : Period.of(upTo(5), upTo(11), 1 + upTo(30)));
  }

  /** An event of any kind. */
  public Object event() {
    var campaign = campaignId();
    var user = userId();
    var ordinal = 1 + upTo(9);
    var coupon = CouponId.of(campaign, user, ordinal);
    return switch (random.nextInt(StoredEventType.values().length)) {
      case 0 -> CampaignCreated.of(campaign, terms(), instant());
      case 1 -> new QuotaRaised(campaign, 1 + random.nextLong(CampaignTerms.MAX_QUOTA), instant());
      case 2 -> new CampaignPaused(campaign, instant());
      case 3 -> new CampaignResumed(campaign, instant());
      case 4 -> new CampaignClosed(campaign, instant());
      case 5 -> new CouponIssued(coupon, campaign, user, serial(), ordinal, instant());
      case 6 -> new CouponRedeemed(coupon, campaign, orderId(), instant());
      case 7 -> new RedemptionUndone(coupon, campaign, orderId(), instant());
      case 8 ->
          new CouponRevoked(coupon, campaign, random.nextBoolean() ? null : "sold on", instant());
      case 9 -> new CouponExpired(coupon, campaign, instant());
      default ->
          new LogIncarnationBegun(
              0, 1 + random.nextLong(Long.MAX_VALUE - 1), serial(), "", visible(255), visible(500));
    };
  }

  private long serial() {
    return 1 + random.nextLong(Long.MAX_VALUE - 1);
  }

  /** Whole milliseconds, as the gate's clock gives them. */
  private Instant instant() {
    return Instant.ofEpochMilli(random.nextLong(DECADES_IN_MILLIS));
  }

  private String visible(int maxLength) {
    var text = new StringBuilder();
    for (int length = 1 + upTo(maxLength - 1); text.length() < length; ) {
      text.append((char) random.nextInt('!', '~' + 1));
    }
    return text.toString();
  }

  private String text(String characters, int length) {
    var codePoints = characters.codePoints().toArray();
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }

  /** 0 to most; each end in one of eight draws. */
  private int upTo(int most) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> most;
      default -> random.nextInt(most + 1);
    };
  }
}
