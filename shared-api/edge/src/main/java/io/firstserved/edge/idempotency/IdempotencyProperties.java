package io.firstserved.edge.idempotency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long an answer is kept for repetitions of its request.
 *
 * @param retention from the first request on; the same key means another request after that
 * @param attemptLimit how long a request may be under way before a repetition takes it for
 *     abandoned by its node; longer than any of them takes
 * @param maxAnswerBytes largest body that is kept. A larger answer is given once, and its
 *     repetition is carried out again
 */
@Validated
@ConfigurationProperties("first-served.idempotency")
public record IdempotencyProperties(
    @DefaultValue("24h") @DurationMin(minutes = 10) @DurationMax(days = 30) Duration retention,
    @DefaultValue("60s") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration attemptLimit,
    @DefaultValue("65536") @Min(1_024) @Max(1_048_576) int maxAnswerBytes) {}
