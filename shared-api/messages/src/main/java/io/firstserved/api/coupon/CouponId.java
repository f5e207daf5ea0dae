package io.firstserved.api.coupon;

import io.firstserved.api.AsciiShape;
import io.firstserved.api.campaign.CampaignId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Identity of a coupon: {@value #LENGTH} characters of lower-case Crockford base 32.
 *
 * <p>It is derived, never drawn: the same campaign, user and ordinal always give the same identity,
 * so that the log's unique key over a coupon's stream is the guard of the per-user limit (P2). The
 * first {@value #CAMPAIGN_CHARACTERS} characters depend on the campaign alone, which keeps the
 * coupons of a running campaign together in the log's index, whatever the log's size.
 *
 * @param value the identity's text
 */
public record CouponId(String value) {

  /** Length of every identity, in characters. */
  public static final int LENGTH = 26;

  /** What an identity looks like, for validation at the edge. */
  public static final String PATTERN = "[0-9a-hjkmnp-tv-z]{26}";

  /** How many of the first characters depend on the campaign alone. */
  public static final int CAMPAIGN_CHARACTERS = 6;

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int BITS_PER_CHARACTER = 5;
  private static final AsciiShape SHAPE = AsciiShape.of(LENGTH, LENGTH, ALPHABET);

  /**
   * Wraps a text as an identity.
   *
   * @throws IllegalArgumentException if the text does not have the shape {@link #PATTERN}
   */
  public CouponId {
    if (!SHAPE.matches(value)) {
      throw new IllegalArgumentException("couponId must match " + PATTERN);
    }
  }

  /**
   * The identity of a user's n-th coupon in a campaign.
   *
   * @param ordinal which of the user's coupons in this campaign, from 1
   * @throws IllegalArgumentException if the ordinal is less than 1
   */
  public static CouponId of(CampaignId campaign, UserId user, int ordinal) {
    if (ordinal < 1) {
      throw new IllegalArgumentException("ordinal must be at least 1");
    }
    // A newline can stand in none of the parts, so no two different triples hash the same text.
    var holder = campaign.value() + '\n' + ordinal + '\n' + user.value();
    return new CouponId(
        base32(sha256(campaign.value()), CAMPAIGN_CHARACTERS)
            + base32(sha256(holder), LENGTH - CAMPAIGN_CHARACTERS));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String base32(byte[] bytes, int characters) {
    var text = new StringBuilder(characters);
    long buffer = 0;
    int bits = 0;
    for (int next = 0; text.length() < characters; ) {
      if (bits < BITS_PER_CHARACTER) {
        buffer = (buffer << Byte.SIZE) | (bytes[next++] & 0xFF);
        bits += Byte.SIZE;
      }
      bits -= BITS_PER_CHARACTER;
      text.append(ALPHABET.charAt((int) (buffer >>> bits) & 0x1F));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return value;
  }
}
