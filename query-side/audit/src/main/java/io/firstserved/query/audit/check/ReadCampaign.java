package io.firstserved.query.audit.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's figures as the read model shows them.
 *
 * @param campaign which campaign
 * @param quota its quota; null if unlimited
 * @param issued coupons issued
 * @param redeemed redemptions not given back
 * @param revoked coupons revoked
 * @param expired coupons expired
 * @param firstIssuedAt the earliest issue
 * @param lastIssuedAt the latest issue
 * @param timeline coupons in the issuance timeline
 */
public record ReadCampaign(
    String campaign,
    @Nullable Long quota,
    long issued,
    long redeemed,
    long revoked,
    long expired,
    @Nullable Instant firstIssuedAt,
    @Nullable Instant lastIssuedAt,
    long timeline) {

  static ReadCampaign of(CampaignFold fold) {
    return new ReadCampaign(
        fold.id,
        fold.quota(),
        fold.issued(),
        fold.redeemed(),
        fold.revoked(),
        fold.expired(),
        fold.firstIssuedAt(),
        fold.lastIssuedAt(),
        fold.issued());
  }
}
