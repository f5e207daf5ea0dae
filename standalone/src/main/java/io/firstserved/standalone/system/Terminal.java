package io.firstserved.standalone.system;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the user sees. Lines are written whole, from any thread. */
public final class Terminal {

  private final PrintStream out;

  /** Writes to a stream. */
  public Terminal(PrintStream out) {
    this.out = out;
  }

  /** Writes to standard output. */
  public static Terminal standard() {
    return new Terminal(System.out);
  }

  /** One or several lines. */
  public void say(String text) {
    out.println(text);
    out.flush();
  }

  /** A line that stays open: the next one written like this takes its place. */
  public void sayInPlace(String text) {
    out.print("\r\u001b[K" + text);
    out.flush();
  }

  /** A line about one part of the system, in columns. */
  public void part(String name, String address, String state) {
    say(String.format(Locale.ROOT, "  %-16s %-26s %s", name, address, state));
  }

  /** Seconds with one decimal. */
  public static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
