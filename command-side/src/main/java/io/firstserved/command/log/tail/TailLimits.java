package io.firstserved.command.log.tail;

import java.time.Duration;

/**
 * Limits of one follower.
 *
 * @param batchLimit events it is handed at a time
 * @param poll how often it looks for events of other nodes; those of its own node wake it
 * @param pace least time between two batches that were not full: under load they grow instead of
 *     becoming many, each with its own commit
 * @param busyBatch events from which on a batch shows that the log is busy
 * @param busyPace least time between a busy batch and the next, unless it was full
 * @param lease how long after a node's last sign another one takes over
 * @param retryPause how long it rests after a failure
 */
public record TailLimits(
    int batchLimit,
    Duration poll,
    Duration pace,
    int busyBatch,
    Duration busyPace,
    Duration lease,
    Duration retryPause) {}
