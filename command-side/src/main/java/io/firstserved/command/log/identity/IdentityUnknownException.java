package io.firstserved.command.log.identity;

/**
 * Whether the log is the one that was relayed cannot be told now: Kafka or the database is away.
 */
public final class IdentityUnknownException extends RuntimeException {

  IdentityUnknownException(RuntimeException cause) {
    super("log and topic could not be compared", cause);
  }
}
