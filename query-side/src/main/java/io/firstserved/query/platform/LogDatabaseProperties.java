package io.firstserved.query.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The log's own database, which the query side only reads: for the audit and for the lag.
 *
 * @param url JDBC URL of the schema that holds {@code domain_event_entry}
 * @param username a user that may read it; more is not needed
 * @param password that user's password
 * @param maximumPoolSize most connections; the lag watcher holds one, an audit one or two, the rest
 *     looks up single events
 * @param connectionTimeout longest wait for a connection
 * @param socketTimeout longest wait for an answer, so that a dead server is noticed
 */
@ConfigurationProperties("first-served.log")
public record LogDatabaseProperties(
    @DefaultValue("jdbc:mysql://localhost:3307/first_served_log") String url,
    @DefaultValue("first_served") String username,
    @DefaultValue("first_served") String password,
    @DefaultValue("6") int maximumPoolSize,
    @DefaultValue("3s") Duration connectionTimeout,
    @DefaultValue("60s") Duration socketTimeout) {}
