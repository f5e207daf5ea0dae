package io.firstserved.query.deadletter;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the dead letters.
 *
 * @param maxPerRun most letters of one projection; more means that the fault is not in single
 *     events, and the projection stops in front of the next one instead
 */
@ConfigurationProperties("first-served.dead-letters")
record DeadLetterProperties(@DefaultValue("10000") int maxPerRun) {

  DeadLetterProperties {
    if (maxPerRun < 1) {
      throw new IllegalArgumentException("first-served.dead-letters.max-per-run must be positive");
    }
  }
}
