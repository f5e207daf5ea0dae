package io.firstserved.standalone.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.system.Terminal;
import java.util.Locale;

/** A bar that shows how far an audit is, on a terminal that a person looks at. */
public final class ProgressBar {

  private static final int WIDTH = 30;

  private final Terminal terminal;
  private final boolean visible;
  private boolean shown;

  /**
   * A bar.
   *
   * @param wanted whether to show it, if there is somebody to see it
   */
  public ProgressBar(Terminal terminal, boolean wanted) {
    this.terminal = terminal;
    this.visible = wanted && System.console() != null && System.console().isTerminal();
  }

  /** Shows an audit's progress in place of what was shown before. */
  public void show(JsonNode audit) {
    long head = audit.path("progress").path("head").asLong();
    if (visible && head > 0) {
      terminal.sayInPlace(bar(audit.path("progress").path("checked").asLong(), head));
      shown = true;
    }
  }

  static String bar(long checked, long head) {
    int filled = (int) (Math.min(checked, head) * WIDTH / head);
    return String.format(
        Locale.ROOT,
        "[%s%s] %,d of %,d events",
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        checked,
        head);
  }

  /** Makes room for the verdict. */
  public void clear() {
    if (shown) {
      terminal.sayInPlace("");
    }
  }
}
