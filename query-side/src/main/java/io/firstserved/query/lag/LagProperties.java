package io.firstserved.query.lag;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the lag watcher.
 *
 * @param interval pause between two looks; a look costs about 10 ms of waiting and one row of each
 *     source
 * @param sourceTimeout longest wait for the topic in one look
 * @param freshness for how long a look that found everything projected is believed; longer than an
 *     interval and a slow look together
 */
@ConfigurationProperties("first-served.lag")
record LagProperties(
    @DefaultValue("500ms") Duration interval,
    @DefaultValue("2s") Duration sourceTimeout,
    @DefaultValue("3s") Duration freshness) {

  LagProperties {
    if (!interval.isPositive() || !sourceTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "first-served.lag.interval and .source-timeout must be positive");
    }
    if (freshness.compareTo(interval) < 0) {
      throw new IllegalArgumentException(
          "first-served.lag.freshness must not be shorter than .interval");
    }
  }
}
