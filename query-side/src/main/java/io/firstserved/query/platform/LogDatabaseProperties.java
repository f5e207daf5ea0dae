package io.firstserved.query.platform;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The log's own database, which the query side only reads: for the audit and for the lag.
 *
 * @param url JDBC URL of the schema that holds {@code domain_event_entry}
 * @param username a user that may read it; more is not needed
 * @param password that user's password
 * @param maximumPoolSize most connections; the lag watcher holds one, an audit one or two, the rest
 *     looks up single events
 * @param connectionTimeout longest wait for a connection
 * @param socketTimeout longest wait for an answer; a page of an audit is one. Default 10 s
 */
@Validated
@ConfigurationProperties("first-served.log-database")
public record LogDatabaseProperties(
    @DefaultValue("jdbc:mysql://localhost:3307/first_served_log") @NotBlank String url,
    @DefaultValue("first_served") @NotBlank String username,
    @DefaultValue("first_served") String password,
    @DefaultValue("6") @Min(2) @Max(100) int maximumPoolSize,
    @DefaultValue("3s") @DurationMin(millis = 250) Duration connectionTimeout,
    @DefaultValue("10s") @DurationMin(millis = 250) Duration socketTimeout) {}
