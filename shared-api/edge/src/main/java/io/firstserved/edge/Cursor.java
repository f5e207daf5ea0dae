package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is ordered by a number and, among equals, by an identity: {@code
 * number.identity}. Clients take it as opaque.
 *
 * @param number the row's number
 * @param id the row's identity; no {@code .} in it
 */
public record Cursor(long number, String id) {

  /** In front of every row. */
  public static final Cursor START = new Cursor(Long.MIN_VALUE, "");

  /**
   * Reads what a client passed as {@code after}.
   *
   * @throws RefusedException INVALID_REQUEST if it was not made by {@link #toString}
   */
  public static Cursor parse(@Nullable String after) {
    if (after == null || after.isEmpty()) {
      return START;
    }
    try {
      var dot = after.indexOf('.');
      return new Cursor(Long.parseLong(after.substring(0, dot)), after.substring(dot + 1));
    } catch (RuntimeException malformed) {
      throw new RefusedException(
          Reason.INVALID_REQUEST, "after must be the next of an earlier page");
    }
  }

  @Override
  public String toString() {
    return number + "." + id;
  }
}
