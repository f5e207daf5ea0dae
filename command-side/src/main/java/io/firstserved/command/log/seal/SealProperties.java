package io.firstserved.command.log.seal;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the log is sealed.
 *
 * @param enabled whether this node seals. Default true; one node that does is enough
 * @param blockSize most events under one seal. Default 1,000: at the log's full speed ten
 *     transactions a second, of 32 KB each
 * @param interval how long an event waits for its seal at most, as long as sealing keeps up.
 *     Default 1 s
 * @param treeBlocks most blocks whose leaf hashes are appended to the tree in one transaction.
 *     Counts where a log was sealed before it had a tree: 10,000 events at once, 320 KB. Default 10
 * @param silenceLimit after how much silence in the middle of a seal the database takes the turn
 *     from a node that has vanished, whole seconds. Default 6 s
 * @param retryDelay pause after the database failed. Default 2 s
 */
@Validated
@ConfigurationProperties("first-served.log.seal")
record SealProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("1000") @Min(1) @Max(100_000) int blockSize,
    @DefaultValue("1s") @DurationMin(millis = 10) Duration interval,
    @DefaultValue("10") @Min(1) @Max(1_000) int treeBlocks,
    @DefaultValue("6s") @DurationMin(seconds = 1) Duration silenceLimit,
    @DefaultValue("2s") @DurationMin(millis = 10) Duration retryDelay) {}
