package io.firstserved.query.projection;

import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the projector.
 *
 * @param group consumer group, whose offsets ordinary Kafka tools show as the lag
 * @param node this node's name, for people; drawn if blank
 * @param batchSize most records in one transaction; at 1,000 the cost of commit and locks is below
 *     a twentieth of the whole, and a batch takes some tens of milliseconds
 * @param pollTimeout longest wait for records; the time a stop may take
 * @param retryDelay wait after a failure of Kafka or the database, before the same batch is tried
 *     again
 * @param sessionTimeout after how long without a heartbeat a node's partitions go to the others;
 *     the longest pause of a kill, Kafka's least is 6 s
 * @param metadataRefresh how soon a topic or partition that appears is seen
 */
@ConfigurationProperties("first-served.projection")
public record ProjectionProperties(
    @DefaultValue("first-served-projector") String group,
    @DefaultValue("") String node,
    @DefaultValue("1000") int batchSize,
    @DefaultValue("200ms") Duration pollTimeout,
    @DefaultValue("500ms") Duration retryDelay,
    @DefaultValue("6s") Duration sessionTimeout,
    @DefaultValue("5s") Duration metadataRefresh) {

  private static final int MAX_BATCH_SIZE = 10_000;
  private static final int MAX_NODE_LENGTH = 64;

  /**
   * Checks every limit.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ProjectionProperties {
    node = node.isBlank() ? UUID.randomUUID().toString() : node;
    require(!group.isBlank(), "group must not be blank");
    require(node.length() <= MAX_NODE_LENGTH, "node must have at most 64 characters");
    require(batchSize >= 1 && batchSize <= MAX_BATCH_SIZE, "batch-size must be 1 to 10000");
    require(pollTimeout.isPositive(), "poll-timeout must be positive");
    require(retryDelay.isPositive(), "retry-delay must be positive");
    require(sessionTimeout.toSeconds() >= 6, "session-timeout must be at least 6s");
    require(metadataRefresh.isPositive(), "metadata-refresh must be positive");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("first-served.projection." + otherwise);
    }
  }
}
