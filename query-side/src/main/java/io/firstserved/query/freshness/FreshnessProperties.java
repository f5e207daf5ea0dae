package io.firstserved.query.freshness;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of waiting for an event.
 *
 * @param limit longest wait of a request; a healthy projection needs a tenth of it
 * @param interval how often a waiting request looks
 * @param maxWaiting most requests that wait at the same time; the others are refused at once, so
 *     that waiting cannot use up the connections that reading needs
 */
@ConfigurationProperties("first-served.freshness")
record FreshnessProperties(
    @DefaultValue("2s") Duration limit,
    @DefaultValue("10ms") Duration interval,
    @DefaultValue("200") int maxWaiting) {

  FreshnessProperties {
    if (limit.isNegative() || !interval.isPositive() || maxWaiting < 1) {
      throw new IllegalArgumentException(
          "first-served.freshness: limit must not be negative, interval and max-waiting positive");
    }
  }
}
