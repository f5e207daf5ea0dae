package io.firstserved.signature;

import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The state of a log, as C2SP's tlog-checkpoint writes it: three lines, without extensions.
 *
 * @param origin which log
 * @param size how many entries its tree has, from 0
 * @param root the tree's root, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its text
public record Checkpoint(String origin, long size, byte[] root) {

  private static final Pattern TEXT =
      Pattern.compile("([^\\s+]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n");

  /** The text that is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static Checkpoint parse(String text) {
    var lines = TEXT.matcher(text);
    if (!lines.matches()) {
      throw new IllegalArgumentException("no checkpoint: " + text);
    }
    return new Checkpoint(
        lines.group(1), Long.parseLong(lines.group(2)), Base64.getDecoder().decode(lines.group(3)));
  }
}
