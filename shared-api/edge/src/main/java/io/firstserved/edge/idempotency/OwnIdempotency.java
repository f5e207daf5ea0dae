package io.firstserved.edge.idempotency;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Names the requests whose handler keeps the key itself, because its answer is in the log under it.
 * Declare a bean of this type.
 */
@FunctionalInterface
public interface OwnIdempotency {

  /** Whether this request is one of them. */
  boolean isKeptBy(HttpServletRequest request);
}
