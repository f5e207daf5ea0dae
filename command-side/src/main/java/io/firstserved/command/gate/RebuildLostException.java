package io.firstserved.command.gate;

/**
 * A rebuild took too long: its lock has expired, or its freeze ran out. Nothing was changed; begin
 * again if it is still needed.
 */
public final class RebuildLostException extends RuntimeException {

  /** The lock, or the freeze, is gone. */
  public RebuildLostException() {
    super("the rebuild lost its lock", null, false, false);
  }
}
