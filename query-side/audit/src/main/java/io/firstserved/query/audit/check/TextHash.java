package io.firstserved.query.audit.check;

/**
 * A fast 64-bit hash of short texts: each four characters are mixed in by the finalizer of
 * SplitMix64 (Steele, Lea, Flood 2014), a bijection in which every bit reaches every other.
 * Different seeds give independent hashes. Not for keeping secrets.
 */
final class TextHash {

  static final long FIRST_SEED = 0x9E3779B97F4A7C15L;
  static final long SECOND_SEED = 0xD1B54A32D192ED03L;

  private static final int CHARACTERS_PER_WORD = 4;

  private TextHash() {}

  /** The text's hash under this seed. */
  static long of(CharSequence text, long seed) {
    int end = text.length();
    long hash = mix(seed + end);
    for (int from = 0; from < end; from += CHARACTERS_PER_WORD) {
      hash = mix(hash ^ word(text, from, Math.min(end, from + CHARACTERS_PER_WORD)));
    }
    return hash;
  }

  private static long word(CharSequence text, int from, int to) {
    long word = 0;
    for (int at = from; at < to; at++) {
      word = (word << Character.SIZE) | text.charAt(at);
    }
    return word;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
