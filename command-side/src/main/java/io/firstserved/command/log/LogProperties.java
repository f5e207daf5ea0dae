package io.firstserved.command.log;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the log's writer and readers. The figures behind the defaults are in ADR 0010.
 *
 * @param queueLimit commands that may wait for the writer; one more is refused at once. Default
 *     4,096: what the writer commits in well under a second
 * @param batchLimit events in one transaction. Default 500
 * @param batchBytesLimit bytes of payload and metadata in one transaction. Default 4 MiB, a quarter
 *     of the smallest default {@code max_allowed_packet} (MariaDB, 16 MiB), because quoting can
 *     double them
 * @param linger how long the writer waits for company before it commits a batch that is not full.
 *     Default none: a batch is what has queued while the last one was committed
 * @param answerLimit how long a command waits for its answer. Default 10 s
 * @param attempts how often a batch is tried whose transaction is known to be rolled back. Default
 *     3: a connection that died while idle, and a lock that another node's death left behind
 * @param lockWaitLimit how long the database lets a batch wait for another node's, whole seconds.
 *     Default 3 s
 * @param networkLimit how long the writer waits for one answer of the database; more than the lock
 *     wait. Default 5 s
 * @param connectLimit how long the writer waits for a connection. Default 2 s
 * @param migrationLimit how long one statement of a schema's migration may take. Default 10 min
 * @param sessionIdleLimit after how much silence the database ends a writer's session and with it
 *     the lock that a vanished node holds, whole seconds. Default 6 s, less than the answer limit
 * @param keepAlive how often an idle writer speaks to the database; less than the session's idle
 *     limit. Default 2 s
 * @param drainLimit how long a shutdown waits until everything queued is committed. Default 10 s
 * @param readPage rows a reader fetches at a time. Default 5,000
 * @param tailDelay how often Axon's own tailing readers look for events of other nodes. Default 20
 *     ms
 */
@Validated
@ConfigurationProperties("first-served.log")
public record LogProperties(
    @DefaultValue("4096") @Min(1) @Max(1_000_000) int queueLimit,
    @DefaultValue("500") @Min(1) @Max(5_000) int batchLimit,
    @DefaultValue("4194304") @Min(65_536) @Max(67_108_864) int batchBytesLimit,
    @DefaultValue("0ms") @DurationMin @DurationMax(seconds = 1) Duration linger,
    @DefaultValue("10s") @DurationMin(millis = 100) Duration answerLimit,
    @DefaultValue("3") @Min(1) @Max(10) int attempts,
    @DefaultValue("3s") @DurationMin(seconds = 1) Duration lockWaitLimit,
    @DefaultValue("5s") @DurationMin(millis = 100) Duration networkLimit,
    @DefaultValue("2s") @DurationMin(millis = 250) Duration connectLimit,
    @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration migrationLimit,
    @DefaultValue("6s") @DurationMin(seconds = 2) Duration sessionIdleLimit,
    @DefaultValue("2s") @DurationMin(millis = 100) Duration keepAlive,
    @DefaultValue("10s") @DurationMin Duration drainLimit,
    @DefaultValue("5000") @Min(1) @Max(100_000) int readPage,
    @DefaultValue("20ms") @DurationMin(millis = 1) Duration tailDelay) {

  @AssertTrue(message = "keep-alive must be less than session-idle-limit")
  boolean isSessionKeptAlive() {
    return keepAlive.compareTo(sessionIdleLimit) < 0;
  }

  @AssertTrue(message = "lock-wait-limit must be less than network-limit")
  boolean isLockAwaitedLongEnough() {
    return lockWaitLimit.compareTo(networkLimit) < 0;
  }
}
