package io.firstserved.position;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a log. An incarnation is one life of a log: it ends when the operator accepts a log
 * that lost its end, and places after that end are then given once more, in the next incarnation.
 *
 * @param log the log's id, from 0
 * @param incarnation the life it was given in, from 0
 * @param index the place, from 1; 0 is before the first event
 */
public record LogPosition(int log, long incarnation, long index) {

  private static final int MAX_DIGITS = 18;
  private static final Pattern TEXT =
      Pattern.compile("(?:(?<log>\\d{1,9})\\.(?<incarnation>\\d{1,18})\\.)?(?<index>\\d{1,18})");

  /** The longest text there is: three numbers and two dots. */
  private static final int MAX_LENGTH = 9 + 1 + MAX_DIGITS + 1 + MAX_DIGITS;

  /**
   * @throws IllegalArgumentException if a number is negative
   */
  public LogPosition {
    if (log < 0 || incarnation < 0 || index < 0) {
      throw new IllegalArgumentException("a position has no negative number");
    }
  }

  /**
   * Reads {@link #text}, or the bare index that clients were handed before there were incarnations:
   * a place in log 0, incarnation 0.
   *
   * @param text at most 47 characters of ASCII digits and dots
   * @throws IllegalArgumentException if it is neither
   */
  public static LogPosition parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw malformed();
    }
    var matched = TEXT.matcher(text);
    if (!matched.matches()) {
      throw malformed();
    }
    return new LogPosition(
        Math.toIntExact(number(matched, "log")),
        number(matched, "incarnation"),
        number(matched, "index"));
  }

  private static long number(Matcher matched, String group) {
    var digits = matched.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("a position is LOG.INCARNATION.INDEX or INDEX");
  }

  /** {@code LOG.INCARNATION.INDEX}, for example {@code 0.0.1234}. */
  public String text() {
    return log + "." + incarnation + "." + index;
  }
}
