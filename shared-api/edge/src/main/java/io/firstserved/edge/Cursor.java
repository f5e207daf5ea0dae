package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is ordered by a number and, among equals, by an identity: {@code
 * number.identity}. Clients take it as opaque.
 *
 * @param number the row's number, of at most 18 digits
 * @param id the row's identity; letters, digits, {@code -} and {@code _}
 */
public record Cursor(long number, String id) {

  /** In front of every row. */
  public static final Cursor START = new Cursor(Long.MIN_VALUE, "");

  /** What {@code after} looks like, for validation at the edge: a cursor, or nothing. */
  public static final String PATTERN = "(-?[0-9]{1,18}\\.[0-9A-Za-z_-]{0,64})?";

  private static final Pattern TEXT = Pattern.compile(PATTERN);

  /**
   * Reads what a client passed as {@code after}.
   *
   * @throws RefusedException INVALID_REQUEST if it was not made by {@link #toString}
   */
  public static Cursor parse(@Nullable String after) {
    if (after == null || after.isEmpty()) {
      return START;
    }
    if (!TEXT.matcher(after).matches()) {
      throw new RefusedException(
          Reason.INVALID_REQUEST, "after must be the next of an earlier page");
    }
    int end = after.indexOf('.');
    return new Cursor(Long.parseLong(after.substring(0, end)), after.substring(end + 1));
  }

  @Override
  public String toString() {
    return number + "." + id;
  }
}
