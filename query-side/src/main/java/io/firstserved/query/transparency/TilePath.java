package io.firstserved.query.transparency;

import io.firstserved.tree.TileId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which part of which tile a path asks for, as tlog-tiles spells it: {@code /x001/x234/067}, or
 * with a width {@code /x001/x234/067.p/112}.
 *
 * @param number the tile's place in its level
 * @param width how many of its hashes or entries, 1 to {@value TileId#WIDTH}
 */
record TilePath(long number, int width) {

  /** At most 15 digits of a number: more entries than a log can have. */
  private static final Pattern PATH =
      Pattern.compile("/((?:x[0-9]{3}/){0,4})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  private static final Pattern LEVEL = Pattern.compile("0|[1-9][0-9]?");

  /** Reads a path; empty if it is spelled otherwise. */
  static Optional<TilePath> parse(String path) {
    var parts = PATH.matcher(path);
    if (!parts.matches() || parts.group(1).startsWith("x000/")) {
      return Optional.empty();
    }
    var digits = parts.group(1).replaceAll("[x/]", "") + parts.group(2);
    int width = parts.group(3) == null ? TileId.WIDTH : Integer.parseInt(parts.group(3));
    boolean full = parts.group(3) == null;
    return full || width < TileId.WIDTH
        ? Optional.of(new TilePath(Long.parseLong(digits), width))
        : Optional.empty();
  }

  /** Reads a level, 0 to {@value TileId#MAX_LEVEL}; empty if it is spelled otherwise. */
  static Optional<Integer> level(String text) {
    return LEVEL.matcher(text).matches() && Integer.parseInt(text) <= TileId.MAX_LEVEL
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }
}
