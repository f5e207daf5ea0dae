package io.firstserved.edge;

import io.firstserved.api.Reason;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For which reasons a call may be refused, beside those that any call may be ({@link
 * OpenApiRefusals}). The published specification names them.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RefusedFor {

  /** The reasons. */
  Reason[] value();
}
