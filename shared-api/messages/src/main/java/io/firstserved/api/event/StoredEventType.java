package io.firstserved.api.event;

import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.log.LogIncarnationBegun;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of event the log may hold: the allow-list of everything that is ever deserialized from
 * it. An alias is spelled as if for ever, because it is; a change of a payload's shape gets the
 * next revision and a step in {@code EventRevisions} from the one before.
 */
public enum StoredEventType {
  CAMPAIGN_CREATED("campaign-created", "1", CampaignCreated.class),
  QUOTA_RAISED("quota-raised", "1", QuotaRaised.class),
  CAMPAIGN_PAUSED("campaign-paused", "1", CampaignPaused.class),
  CAMPAIGN_RESUMED("campaign-resumed", "1", CampaignResumed.class),
  CAMPAIGN_CLOSED("campaign-closed", "1", CampaignClosed.class),
  COUPON_ISSUED("coupon-issued", "1", CouponIssued.class),
  COUPON_REDEEMED("coupon-redeemed", "1", CouponRedeemed.class),
  REDEMPTION_UNDONE("redemption-undone", "1", RedemptionUndone.class),
  COUPON_REVOKED("coupon-revoked", "2", CouponRevoked.class),
  COUPON_EXPIRED("coupon-expired", "1", CouponExpired.class),
  LOG_INCARNATION_BEGUN("log-incarnation-begun", "1", LogIncarnationBegun.class);

  private static final Map<String, StoredEventType> BY_ALIAS =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(StoredEventType::alias, Function.identity()));
  private static final Map<Class<?>, StoredEventType> BY_CLASS =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(type -> type.payload, Function.identity()));

  private final String alias;
  private final String revision;
  private final Class<?> payload;

  StoredEventType(String alias, String revision, Class<?> payload) {
    this.alias = alias;
    this.revision = revision;
    this.payload = payload;
  }

  /** The type stored under this alias, if there is one. */
  public static Optional<StoredEventType> ofAlias(String alias) {
    return Optional.ofNullable(BY_ALIAS.get(alias));
  }

  /** The type whose payload is this class, if there is one. */
  public static Optional<StoredEventType> ofPayload(Class<?> payload) {
    return Optional.ofNullable(BY_CLASS.get(payload));
  }

  /** The name in the log's {@code payload_type} column. */
  public String alias() {
    return alias;
  }

  /** The revision that is written today, in the log's {@code payload_revision} column. */
  public String revision() {
    return revision;
  }

  /** The class a payload of the present revision is read into. */
  public Class<?> payload() {
    return payload;
  }
}
