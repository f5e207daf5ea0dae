package io.firstserved.query.lag;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the lag watcher.
 *
 * @param interval pause between two looks; a look costs about 10 ms of waiting and one row of each
 *     source
 * @param sourceTimeout longest wait for the topic in one look
 * @param freshness for how long a look that found everything projected is believed; longer than an
 *     interval and a slow look together
 */
@Validated
@ConfigurationProperties("first-served.lag")
record LagProperties(
    @DefaultValue("500ms") @DurationMin(millis = 1) Duration interval,
    @DefaultValue("2s") @DurationMin(millis = 1) Duration sourceTimeout,
    @DefaultValue("3s") @DurationMin(millis = 1) Duration freshness) {

  @AssertTrue(message = "freshness must not be shorter than interval")
  boolean isFreshnessAtLeastAnInterval() {
    return freshness.compareTo(interval) >= 0;
  }
}
