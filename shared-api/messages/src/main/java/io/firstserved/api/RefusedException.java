package io.firstserved.api;

import java.util.Map;

/**
 * An expected refusal: the command was understood, and the rules say no. Carries no stack trace,
 * because it is an answer and not a fault.
 */
public final class RefusedException extends RuntimeException {

  private final Reason reason;
  private final transient Map<String, Object> details;

  /** Refuses for a reason that needs no details. */
  public RefusedException(Reason reason, String message) {
    this(reason, message, Map.of());
  }

  /**
   * Refuses for a reason, with what the client needs to act on it.
   *
   * @param details further members of the problem, for example {@code opensAt} or {@code couponId}
   */
  public RefusedException(Reason reason, String message, Map<String, Object> details) {
    super(message, null, false, false);
    this.reason = reason;
    this.details = Map.copyOf(details);
  }

  /** Why, for machines. */
  public Reason reason() {
    return reason;
  }

  /** Further members of the problem. */
  public Map<String, Object> details() {
    return details;
  }
}
