package io.firstserved.command.log.relay;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.command.log.tail.TailLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The relay's limits, and how it creates the event topic.
 *
 * @param enabled whether this node takes its turn. Default yes
 * @param partitions partitions the topic is created with, if it is not there. Default 12
 * @param replicationFactor replicas it is created with. Default 1; 3 where there are three brokers
 * @param minInsyncReplicas replicas that must have a record before it counts as sent. Default 1
 * @param compression codec of the producer. Default lz4
 * @param batchLimit events between two stored positions. Default 2,000
 * @param poll how often the relay looks for events of other nodes. Default 20 ms
 * @param pace least time between two batches that were not full. Default 20 ms: adds at most that
 *     to the lag, and at most 50 commits a second to the database's work
 * @param busyBatch events in a batch from which on the log counts as busy. Default 100, 5,000 a
 *     second at the pace
 * @param busyPace least time between a busy batch and the next. Default 100 ms, a tenth of the age
 *     that an event may have under load: each batch is a transaction here and one on each query
 *     node, and ten of them a second leave the CPU to the buyers
 * @param lease how long after its node's last sign another takes over. Default 5 s
 * @param retryPause rest after a failure, and between two looks for a free lease. Default 500 ms
 * @param sendBlock how long one send may wait for Kafka's metadata or for room in the buffer before
 *     the lease is looked after. Default 1 s, less than a third of the lease
 * @param ackLimit how long a batch may go without an acknowledgement before it is sent again by a
 *     new producer. Default 30 s: longer than the election of a leader, 6 to 8 s
 * @param topicLimit how long the look for the topic, its creation, or reading its ends may take.
 *     Default 5 s
 * @param endRecords how many of a partition's last records are looked at to find its highest event.
 *     Default 200: a relay that was frozen may have sent old events after newer ones, a batch at
 *     most, which is 167 a partition
 * @param tailRecords how many of a partition's last records are compared with the log before
 *     another incarnation of it is begun. Default 5,000: with 12 partitions the last 60,000 events,
 *     read in about a second
 * @param watchInterval how often the lag is measured. Default 1 s
 */
@Validated
@ConfigurationProperties("first-served.relay")
record RelayProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("" + TopicFormat.PARTITIONS) @Min(1) @Max(200) int partitions,
    @DefaultValue("1") @Min(1) short replicationFactor,
    @DefaultValue("1") @Min(1) int minInsyncReplicas,
    @DefaultValue("lz4") @NotBlank String compression,
    @DefaultValue("2000") @Min(1) @Max(50_000) int batchLimit,
    @DefaultValue("20ms") @DurationMin(millis = 1) Duration poll,
    @DefaultValue("20ms") @DurationMin(millis = 0) Duration pace,
    @DefaultValue("100") @Min(1) int busyBatch,
    @DefaultValue("100ms") @DurationMin(millis = 0) Duration busyPace,
    @DefaultValue("5s") @DurationMin(millis = 500) Duration lease,
    @DefaultValue("500ms") @DurationMin(millis = 10) Duration retryPause,
    @DefaultValue("1s") @DurationMin(millis = 10) Duration sendBlock,
    @DefaultValue("30s") @DurationMin(seconds = 1) Duration ackLimit,
    @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration topicLimit,
    @DefaultValue("200") @Min(1) @Max(10_000) int endRecords,
    @DefaultValue("5000") @Min(1) @Max(100_000) int tailRecords,
    @DefaultValue("1s") @DurationMin(millis = 10) Duration watchInterval) {

  TailLimits tail() {
    return new TailLimits(batchLimit, poll, pace, busyBatch, busyPace, lease, retryPause);
  }
}
