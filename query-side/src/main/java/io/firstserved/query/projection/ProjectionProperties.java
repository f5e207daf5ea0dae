package io.firstserved.query.projection;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the projector.
 *
 * @param group consumer group, whose offsets ordinary Kafka tools show as the lag
 * @param node this node's name, for people; drawn if blank
 * @param batchSize most records in one transaction; with 1,000 the cost of commit, locks and
 *     positions takes a twentieth of the rate more than with 2,000, of which a batch takes less
 *     than a tenth of a second
 * @param fetchSize most bytes that a broker sends at once; a batch or two of ordinary events, so
 *     that they leave the heap soon: Kafka's own 50 MB cost a third of a rebuild's rate with 256 MB
 * @param pollTimeout longest wait for records; the time a stop may take
 * @param retryDelay wait after a failure of Kafka or the database, before the same batch is tried
 *     again
 * @param sessionTimeout after how long without a heartbeat a node's partitions go to the others;
 *     the longest pause of a kill, Kafka's least is 6 s
 * @param metadataRefresh how soon a topic or partition that appears is seen
 */
@Validated
@ConfigurationProperties("first-served.projection")
public record ProjectionProperties(
    @DefaultValue("first-served-projector") @NotBlank String group,
    @DefaultValue("") @Size(max = 64) String node,
    @DefaultValue("2000") @Min(1) @Max(10_000) int batchSize,
    @DefaultValue("2MB") DataSize fetchSize,
    @DefaultValue("200ms") @DurationMin(millis = 1) Duration pollTimeout,
    @DefaultValue("500ms") @DurationMin(millis = 1) Duration retryDelay,
    @DefaultValue("6s") @DurationMin(seconds = 6) Duration sessionTimeout,
    @DefaultValue("5s") @DurationMin(millis = 1) Duration metadataRefresh) {

  /** Draws a name for a node that was given none. */
  public ProjectionProperties {
    node = node.isBlank() ? UUID.randomUUID().toString() : node;
  }

  @AssertTrue(message = "fetch-size must be 16KB to 50MB")
  boolean isFetchSizeWithinLimits() {
    return fetchSize.compareTo(DataSize.ofKilobytes(16)) >= 0
        && fetchSize.compareTo(DataSize.ofMegabytes(50)) <= 0;
  }
}
