package io.firstserved.command.log.tail;

/** Another node follows the log now, or may: whatever is in flight here is void. */
public final class LeaseLostException extends RuntimeException {
  LeaseLostException(String follower) {
    super("the lease of " + follower + " is lost");
  }
}
