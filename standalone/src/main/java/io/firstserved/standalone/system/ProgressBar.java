package io.firstserved.standalone.system;

/** A bar that shows how far something is, on a terminal that a person looks at. */
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

  /** Whether anything is shown at all. */
  public boolean isVisible() {
    return visible;
  }

  /**
   * Shows progress in place of what was shown before.
   *
   * @param done how much of it is done
   * @param all how much there is; nothing is shown while that is not known
   * @param words what stands beside the bar
   */
  public void show(long done, long all, String words) {
    if (visible && all > 0) {
      terminal.sayInPlace(bar(done, all) + " " + words);
      shown = true;
    }
  }

  static String bar(long done, long all) {
    int filled = (int) (Math.clamp(done, 0, all) * WIDTH / all);
    return "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "]";
  }

  /** Makes room for what comes next. */
  public void clear() {
    if (shown) {
      terminal.sayInPlace("");
    }
  }
}
