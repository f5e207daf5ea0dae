package io.firstserved.api.campaign;

import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign promises when it is created. Only the quota can change later, and only upwards.
 *
 * @param name for people, 1 to {@value #MAX_NAME_LENGTH} characters
 * @param quota how many coupons there are, 1 to {@value #MAX_QUOTA}; null means unlimited
 * @param perUserLimit how many of them one user may hold, 1 to {@value #MAX_PER_USER_LIMIT}
 * @param opensAt from when coupons are issued (inclusive), kept to the millisecond, which is the
 *     gate's unit; null means from creation
 * @param closesAt until when coupons are issued (exclusive), kept to the millisecond; null means
 *     until closed by hand
 * @param couponValidity how long after its issue a coupon can be redeemed, in calendar days, months
 *     and years of UTC, at most {@value #MAX_VALIDITY_YEARS} years; null means for ever
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

  /** Longest validity, in years: a coupon nobody can outlive has none. */
  public static final int MAX_VALIDITY_YEARS = 100;

  /** The first instant a window may name. */
  public static final Instant MIN_INSTANT = Instant.EPOCH;

  /** The first instant a window may no longer name: years of four digits fit every database. */
  public static final Instant END_OF_INSTANTS = Instant.parse("+10000-01-01T00:00:00Z");

  private static final int MONTHS_PER_YEAR = 12;
  private static final int DAYS_PER_YEAR = 366;

  /**
   * Checks every field, and cuts the window's instants to whole milliseconds.
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
    opensAt = inRange("opensAt", opensAt);
    closesAt = inRange("closesAt", closesAt);
    require(
        opensAt == null || closesAt == null || opensAt.isBefore(closesAt),
        "closesAt must be after opensAt");
    require(
        couponValidity == null || !(couponValidity.isNegative() || couponValidity.isZero()),
        "couponValidity must be longer than nothing");
    require(
        couponValidity == null
            || (couponValidity.toTotalMonths() <= MAX_VALIDITY_YEARS * MONTHS_PER_YEAR
                && couponValidity.getDays() <= MAX_VALIDITY_YEARS * DAYS_PER_YEAR),
        "couponValidity must be at most " + MAX_VALIDITY_YEARS + " years");
  }

  private static @Nullable Instant inRange(String field, @Nullable Instant instant) {
    if (instant == null) {
      return null;
    }
    require(
        !instant.isBefore(MIN_INSTANT) && instant.isBefore(END_OF_INSTANTS),
        field + " must lie in the years 1970 to 9999");
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
