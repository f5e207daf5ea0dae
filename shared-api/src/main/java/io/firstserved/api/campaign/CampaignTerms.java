package io.firstserved.api.campaign;

import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign promises when it is created. Only the quota can change later, and only upwards.
 *
 * @param name for people, 1 to {@value #MAX_NAME_LENGTH} characters
 * @param quota how many coupons there are, 1 to {@value #MAX_QUOTA}; null means unlimited
 * @param perUserLimit how many of them one user may hold, 1 to {@value #MAX_PER_USER_LIMIT}
 * @param opensAt from when coupons are issued (inclusive); null means from creation
 * @param closesAt until when coupons are issued (exclusive); null means until closed by hand
 * @param couponValidity how long after its issue a coupon can be redeemed, in calendar days, months
 *     and years of UTC; null means for ever
 */
public record CampaignTerms(
    String name,
    @Nullable Long quota,
    int perUserLimit,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    @Nullable Period couponValidity) {

  /** Longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 100;

  /** Largest quota: ten times the largest campaign this was measured with. */
  public static final long MAX_QUOTA = 100_000_000;

  /** Largest per-user limit: the gate keeps each of a user's serials. */
  public static final int MAX_PER_USER_LIMIT = 100;

  /**
   * Checks every field.
   *
   * @throws IllegalArgumentException if a field is out of its range, or the window ends before it
   *     begins
   */
  public CampaignTerms {
    require(
        !name.isBlank() && name.length() <= MAX_NAME_LENGTH, "name must be 1 to 100 characters");
    require(quota == null || (quota >= 1 && quota <= MAX_QUOTA), "quota must be 1 to " + MAX_QUOTA);
    require(
        perUserLimit >= 1 && perUserLimit <= MAX_PER_USER_LIMIT,
        "perUserLimit must be 1 to " + MAX_PER_USER_LIMIT);
    require(
        opensAt == null || closesAt == null || opensAt.isBefore(closesAt),
        "closesAt must be after opensAt");
    require(
        couponValidity == null || !(couponValidity.isNegative() || couponValidity.isZero()),
        "couponValidity must be longer than nothing");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
