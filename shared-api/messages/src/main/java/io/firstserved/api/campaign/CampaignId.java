package io.firstserved.api.campaign;

import io.firstserved.api.AsciiShape;

/**
 * Identity of a campaign: 1 to {@value #MAX_LENGTH} letters, digits, {@code -} and {@code _}, the
 * first a letter or digit. Case matters.
 *
 * @param value the identity's text
 */
public record CampaignId(String value) {

  /** Longest identity, in characters: a UUID with hyphens fits. */
  public static final int MAX_LENGTH = 36;

  /** What an identity looks like, for validation at the edge. */
  public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9_-]{0,35}";

  /**
   * What the identity of a new campaign looks like: not like a coupon's ({@code CouponId.PATTERN}),
   * whose stream in the log it would share. Campaigns of older logs may have such identities.
   */
  public static final String NEW_PATTERN = "(?![0-9a-hjkmnp-tv-z]{26}$)" + PATTERN;

  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final AsciiShape SHAPE =
      AsciiShape.of(1, MAX_LENGTH, ALPHANUMERIC + "-_").startingWith(ALPHANUMERIC);

  /**
   * Wraps a text as an identity.
   *
   * @throws IllegalArgumentException if the text does not have the shape {@link #PATTERN}
   */
  public CampaignId {
    if (!SHAPE.matches(value)) {
      throw new IllegalArgumentException("campaignId must match " + PATTERN);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
