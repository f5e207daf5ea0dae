package io.firstserved.command.log.identity;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the log is compared with what was relayed from it.
 *
 * @param interval time between two comparisons: how long a log that came back older under a running
 *     node is written on at most. Default 2 s
 * @param startLimit how long a starting node waits for its first comparison before it is ready
 *     without one, because Kafka is away. Default 6 s, more than one attempt takes
 * @param silenceLimit after how much silence in the middle of beginning an incarnation the database
 *     takes the log's lock from a node that has vanished, whole seconds. Default 6 s
 */
@Validated
@ConfigurationProperties("first-served.log.identity")
record IdentityProperties(
    @DefaultValue("2s") @DurationMin(millis = 50) @DurationMax(minutes = 10) Duration interval,
    @DefaultValue("6s") @DurationMin(millis = 0) @DurationMax(minutes = 10) Duration startLimit,
    @DefaultValue("6s") @DurationMin(seconds = 1) Duration silenceLimit) {}
