package io.firstserved.api;

import java.util.BitSet;

/**
 * What an identity looks like: a length, and which ASCII characters may be its first and which may
 * follow. The same as a regular expression, at a tenth of its cost, which every event read from the
 * log pays several times.
 */
public final class AsciiShape {

  private final int minLength;
  private final int maxLength;
  private final BitSet first;
  private final BitSet rest;

  private AsciiShape(int minLength, int maxLength, String first, String rest) {
    if (minLength < 1 || maxLength < minLength) {
      throw new IllegalArgumentException("lengths must be 1 or more, the lesser first");
    }
    this.minLength = minLength;
    this.maxLength = maxLength;
    this.first = setOf(first);
    this.rest = setOf(rest);
  }

  private static BitSet setOf(String characters) {
    var set = new BitSet(128);
    characters.chars().forEach(set::set);
    return set;
  }

  /** Texts of these lengths of visible ASCII characters, no spaces. */
  public static AsciiShape visible(int minLength, int maxLength) {
    var visible = new StringBuilder();
    for (var character = '!'; character <= '~'; character++) {
      visible.append(character);
    }
    return of(minLength, maxLength, visible.toString());
  }

  /** Texts of these lengths in which each character is one of these. */
  public static AsciiShape of(int minLength, int maxLength, String characters) {
    return new AsciiShape(minLength, maxLength, characters, characters);
  }

  /** The same shape, but with these as the first character. */
  public AsciiShape startingWith(String characters) {
    var shape = new AsciiShape(minLength, maxLength, characters, "");
    shape.rest.or(rest);
    return shape;
  }

  /** Whether a text has this shape. */
  public boolean matches(String text) {
    var length = text.length();
    if (length < minLength || length > maxLength || !first.get(text.charAt(0))) {
      return false;
    }
    for (var place = 1; place < length; place++) {
      if (!rest.get(text.charAt(place))) {
        return false;
      }
    }
    return true;
  }
}
