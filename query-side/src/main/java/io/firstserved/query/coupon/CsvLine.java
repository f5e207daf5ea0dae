package io.firstserved.query.coupon;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of a CSV file (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe
 * in front, as OWASP advises against CSV injection; so does what begins with an apostrophe, so that
 * a reader gets every text back by taking one leading apostrophe away.
 */
final class CsvLine {

  /** The beginnings of a formula, also as East Asian keyboards write them, and the guard itself. */
  private static final Pattern GUARDED =
      Pattern.compile("[=+\\-@\\t\\r\\n＝＋－＠'].*", Pattern.DOTALL);

  private static final Pattern QUOTED = Pattern.compile("[\",\\r\\n']");

  private CsvLine() {}

  /** The fields, null for an empty one, with the line's end. */
  static String of(@Nullable Object... fields) {
    return Stream.of(fields).map(CsvLine::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    var text = value.toString();
    var guarded = GUARDED.matcher(text).matches() ? "'" + text : text;
    return QUOTED.matcher(guarded).find() ? '"' + guarded.replace("\"", "\"\"") + '"' : guarded;
  }
}
