package io.firstserved.database.group;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the primary of a MySQL group is looked for. Used where a database's URL names several
 * servers.
 *
 * @param probeLimit how long a server may take to say who the primary is; one that does not answer
 *     has no vote
 * @param answerHolds how long an answer is believed by who opens a connection
 * @param interval between two looks; the pools are emptied at the first one that finds another
 *     primary
 * @param staleAfter without a primary for so long, the node is not ready. Longer than two looks
 *     take, so that one slow answer does not count
 * @param queueInterval between two looks at what waits at the members, for meters and alerts
 */
@Validated
@ConfigurationProperties("first-served.mysql-group")
public record GroupProperties(
    @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(seconds = 10) Duration probeLimit,
    @DefaultValue("250ms") @DurationMin(millis = 0) @DurationMax(seconds = 5) Duration answerHolds,
    @DefaultValue("500ms") @DurationMin(millis = 10) @DurationMax(seconds = 10) Duration interval,
    @DefaultValue("3s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration staleAfter,
    @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration queueInterval) {

  /** One slow look is no failure. */
  @AssertTrue(message = "stale-after must be more than interval and twice the probe-limit")
  boolean isMoreThanTwoLooks() {
    return staleAfter.compareTo(interval.plus(probeLimit.multipliedBy(2))) > 0;
  }
}
