package io.firstserved.api.campaign;

import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign promises when it is created. Only the quota can change later, and only upwards.
 *
 * @param name for people, 1 to {@value #MAX_NAME_LENGTH} characters, see {@link #NAME_PATTERN}
 * @param quota how many coupons there are, 1 to {@value #MAX_QUOTA}; null means unlimited
 * @param perUserLimit how many of them one user may hold, 1 to {@value #MAX_PER_USER_LIMIT}
 * @param opensAt from when coupons are issued (inclusive), kept to the millisecond, which is the
 *     gate's unit; null means from creation
 * @param closesAt until when coupons are issued (exclusive), kept to the millisecond; null means
 *     until closed by hand
 * @param couponValidity how long after its issue a coupon can be redeemed, in calendar days, months
 *     and years of UTC, see {@link #isValidity}; null means for ever
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

  private static final String CHARACTERS = "[^\\x00-\\x1F\\x7F-\\x9F\\uD800-\\uDFFF]*";

  /**
   * What a name looks like: no control characters, no half characters, not only blanks. Means the
   * same in Java, JavaScript and Python.
   */
  public static final String NAME_PATTERN =
      CHARACTERS + "[^\\x00-\\x20\\x7F-\\x9F\\uD800-\\uDFFF]" + CHARACTERS;

  /** What is told to whoever sends anything else. */
  public static final String NAME_RULE = "must be printable characters, and not only blanks";

  /** Largest quota: ten times the largest campaign this was measured with. */
  public static final long MAX_QUOTA = 100_000_000;

  /** Largest per-user limit: the gate keeps each of a user's serials. */
  public static final int MAX_PER_USER_LIMIT = 100;

  /** Longest validity in any one unit; a coupon that outlives its holder has none. */
  public static final Period MAX_VALIDITY = Period.ofYears(100);

  /** The first instant that a window may no longer name: every database knows years of 4 digits. */
  public static final Instant END_OF_INSTANTS = Instant.parse("+10000-01-01T00:00:00Z");

  private static final Pattern NAME = Pattern.compile(NAME_PATTERN);
  private static final int DAYS_PER_YEAR = 366;

  /**
   * Checks every field, and cuts the window's instants to whole milliseconds.
   *
   * @throws IllegalArgumentException if a field is out of its range, or the window ends before it
   *     begins
   */
  public CampaignTerms {
    require(
        name.length() <= MAX_NAME_LENGTH && NAME.matcher(name).matches(),
        "name must be 1 to 100 printable characters");
    require(quota == null || (quota >= 1 && quota <= MAX_QUOTA), "quota must be 1 to " + MAX_QUOTA);
    require(
        perUserLimit >= 1 && perUserLimit <= MAX_PER_USER_LIMIT,
        "perUserLimit must be 1 to " + MAX_PER_USER_LIMIT);
    require(opensAt == null || isWindowInstant(opensAt), "opensAt must lie in 1970 to 9999");
    require(closesAt == null || isWindowInstant(closesAt), "closesAt must lie in 1970 to 9999");
    opensAt = opensAt == null ? null : opensAt.truncatedTo(ChronoUnit.MILLIS);
    closesAt = closesAt == null ? null : closesAt.truncatedTo(ChronoUnit.MILLIS);
    require(
        opensAt == null || closesAt == null || opensAt.isBefore(closesAt),
        "closesAt must be after opensAt, by a millisecond at least");
    require(
        couponValidity == null || isValidity(couponValidity),
        "couponValidity must be longer than nothing and at most " + MAX_VALIDITY);
  }

  /** Whether a window may begin or end at this instant: from 1970 to {@link #END_OF_INSTANTS}. */
  public static boolean isWindowInstant(Instant instant) {
    return !instant.isBefore(Instant.EPOCH) && instant.isBefore(END_OF_INSTANTS);
  }

  /**
   * Whether a coupon may be valid for this long: longer than nothing, no unit negative, and at most
   * {@link #MAX_VALIDITY} by its months and years, and again by its days.
   */
  public static boolean isValidity(Period period) {
    return !period.isNegative()
        && !period.isZero()
        && period.toTotalMonths() <= MAX_VALIDITY.toTotalMonths()
        && period.getDays() <= MAX_VALIDITY.getYears() * DAYS_PER_YEAR;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
