package io.firstserved.api.coupon;

/**
 * Identity of a user as the caller's identity provider spells it: 1 to {@value #MAX_LENGTH}
 * characters of any script, no control characters. OpenID Connect allows as many. Compared code
 * point by code point, so case and composition matter.
 *
 * @param value the identity's text
 */
public record UserId(String value) {

  /** Longest identity, in characters (code points). */
  public static final int MAX_LENGTH = 255;

  /** What an identity looks like, for validation at the edge; in Java, JavaScript and Python. */
  public static final String PATTERN = "[^\\x00-\\x1F\\x7F-\\x9F\\uD800-\\uDFFF]{1,255}";

  /**
   * What an identity in a path looks like: of the others, proxies and containers disagree what they
   * mean, encoded or not. {@code .} and {@code ..} cannot stand there either.
   */
  public static final String PATH_PATTERN =
      "[^\\x00-\\x1F\\x7F-\\x9F\\uD800-\\uDFFF%/;\\\\]{1,255}";

  /** What is told to whoever sends anything else. */
  public static final String RULE =
      "userId must be 1 to " + MAX_LENGTH + " characters, none of them a control character";

  private static final int FIRST_BEYOND_ASCII = 0x80;

  /**
   * Wraps a text as an identity.
   *
   * @throws IllegalArgumentException if the text does not have the shape {@link #PATTERN}
   */
  public UserId {
    if (value.isEmpty() || !hasShape(value)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  private static boolean hasShape(String text) {
    int length = 0;
    for (int place = 0; place < text.length(); length++) {
      int character = text.charAt(place);
      if (character >= FIRST_BEYOND_ASCII) {
        character = text.codePointAt(place);
      }
      // An unpaired surrogate has no UTF-8: two different ones would be stored as one.
      if (Character.isISOControl(character) || isSurrogate(character)) {
        return false;
      }
      place += Character.charCount(character);
    }
    return length <= MAX_LENGTH;
  }

  private static boolean isSurrogate(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }

  @Override
  public String toString() {
    return value;
  }
}
