package io.firstserved.api.coupon;

import io.firstserved.api.AsciiShape;

/**
 * Identity of a user as the caller's identity provider spells it: 1 to {@value #MAX_LENGTH} visible
 * ASCII characters, no spaces. Case matters.
 *
 * @param value the identity's text
 */
public record UserId(String value) {

  /** Longest identity, in characters. */
  public static final int MAX_LENGTH = 64;

  /** What an identity looks like, for validation at the edge. */
  public static final String PATTERN = "[\\x21-\\x7E]{1,64}";

  private static final AsciiShape SHAPE = AsciiShape.visible(1, MAX_LENGTH);

  /**
   * Wraps a text as an identity.
   *
   * @throws IllegalArgumentException if the text does not have the shape {@link #PATTERN}
   */
  public UserId {
    if (!SHAPE.matches(value)) {
      throw new IllegalArgumentException("userId must be 1 to 64 visible ASCII characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
