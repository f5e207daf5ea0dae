package io.firstserved.edge;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Names the requests whose bodies the edge's limit does not count for, because their handler reads
 * them as a stream under a limit of its own. Declare a bean of this type.
 */
@FunctionalInterface
public interface LargeBodies {

  /** Whether this request is one of them. */
  boolean mayBeLarge(HttpServletRequest request);
}
