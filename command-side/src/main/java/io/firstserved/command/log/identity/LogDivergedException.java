package io.firstserved.command.log.identity;

/** The log is not the one that others have seen: nothing may be built on it. */
public final class LogDivergedException extends RuntimeException {

  LogDivergedException(String sentence) {
    super(LogIdentity.DIVERGED + ": " + sentence);
  }
}
