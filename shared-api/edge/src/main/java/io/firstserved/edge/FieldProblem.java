package io.firstserved.edge;

import org.jspecify.annotations.Nullable;

/**
 * One field of a request that is not as it should be: a member of a problem's {@code errors}.
 *
 * @param field path of the field
 * @param value what was sent, cut to {@value #MAX_SHOWN} characters; null if nothing was
 * @param message what is wrong, for people
 * @param limit the limit that was broken: a number, a length or a pattern; null if there is none
 */
public record FieldProblem(
    String field, @Nullable Object value, String message, @Nullable Object limit) {

  private static final int MAX_SHOWN = 100;

  /** A problem with a field whose value is shown, cut if need be. */
  public static FieldProblem of(
      String field, @Nullable Object value, String message, @Nullable Object limit) {
    return new FieldProblem(field, shown(value), message, limit);
  }

  static @Nullable Object shown(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    var text = value.toString();
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
