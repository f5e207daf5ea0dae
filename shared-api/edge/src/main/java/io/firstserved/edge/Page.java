package io.firstserved.edge;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items in the list's order
 * @param next what to pass as {@code after} to get the next page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** Default of {@code limit}. */
  public static final int DEFAULT_LIMIT = 50;

  /** Largest {@code limit}: a page stays under a megabyte and a few tens of milliseconds. */
  public static final int MAX_LIMIT = 500;

  /**
   * Cuts a page out of one row more than it may hold, which tells whether there is a next one.
   *
   * @param rows at most {@code limit + 1} rows
   * @param cursor a row's place in the list
   */
  public static <R, T> Page<T> of(
      List<R> rows, int limit, Function<R, T> view, Function<R, String> cursor) {
    var shown = rows.size() > limit ? rows.subList(0, limit) : rows;
    var next = rows.size() > limit ? cursor.apply(shown.getLast()) : null;
    return new Page<>(shown.stream().map(view).toList(), next);
  }
}
