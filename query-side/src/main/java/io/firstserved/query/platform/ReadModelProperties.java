package io.firstserved.query.platform;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Waits for the read models' database that the pool's own settings ({@code spring.datasource}) do
 * not limit.
 *
 * @param connectLimit how long a migration waits for a connection. Default 2 s
 * @param schemaChangeLimit how long one statement that changes the schema may take: of a migration,
 *     or the emptying of a replay's slot. Default 10 min
 */
@Validated
@ConfigurationProperties("first-served.read-models")
public record ReadModelProperties(
    @DefaultValue("2s") @DurationMin(millis = 250) Duration connectLimit,
    @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(hours = 24)
        Duration schemaChangeLimit) {}
