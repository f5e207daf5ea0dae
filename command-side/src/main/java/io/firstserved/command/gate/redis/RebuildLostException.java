package io.firstserved.command.gate.redis;

/**
 * A rebuild took too long: its lock has expired, or its freeze ran out. Nothing was changed; begin
 * again if it is still needed.
 */
public final class RebuildLostException extends RuntimeException {

  RebuildLostException() {
    super("the rebuild lost its lock", null, false, false);
  }
}
