package io.firstserved.command.gate.redis;

/**
 * Redis did not answer in time, refused, or is not asked at present. Whether the call had an effect
 * is not known; every call can be repeated.
 */
public final class RedisUnavailableException extends RuntimeException {

  RedisUnavailableException(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
