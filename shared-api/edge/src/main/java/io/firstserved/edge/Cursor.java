package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is ordered by a number and, among equals, by an identity: {@code
 * number.identity}. Clients take it as opaque.
 *
 * @param number the row's number
 * @param id the row's identity; letters, digits, {@code -} and {@code _}
 */
public record Cursor(long number, String id) {

  /** In front of every row. */
  public static final Cursor START = new Cursor(Long.MIN_VALUE, "");

  private static final Pattern TEXT = Pattern.compile("(-?[0-9]{1,19})\\.([0-9A-Za-z_-]{0,64})");

  /**
   * Reads what a client passed as {@code after}.
   *
   * @throws RefusedException INVALID_REQUEST if it was not made by {@link #toString}
   */
  public static Cursor parse(@Nullable String after) {
    if (after == null || after.isEmpty()) {
      return START;
    }
    var text = TEXT.matcher(after);
    try {
      if (text.matches()) {
        return new Cursor(Long.parseLong(text.group(1)), text.group(2));
      }
    } catch (NumberFormatException beyondAnyNumber) {
      throw refusal();
    }
    throw refusal();
  }

  private static RefusedException refusal() {
    return new RefusedException(
        Reason.INVALID_REQUEST, "after must be the next of an earlier page");
  }

  @Override
  public String toString() {
    return number + "." + id;
  }
}
