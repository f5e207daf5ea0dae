package io.firstserved.query.status;

import io.firstserved.query.projection.Position;
import io.firstserved.query.replay.ReplayView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one projection is doing.
 *
 * @param name which projection
 * @param state LOG_DIVERGED if log or topic are not the ones that were projected, so that it stands
 *     still; BLOCKED if an event is missing in the topic, so that a partition stands still; else
 *     what this node's projector does: RUNNING, RETRYING or STOPPED
 * @param fault what it is retrying, which event is missing, or what tells that the log diverged
 * @param lagEvents how many events of the log it lacks, as far as can be seen
 * @param lagSeconds how long the oldest of these has been in the log
 * @param events how many different events it has taken
 * @param highestIndex the highest place in the log among them
 * @param complete whether it has taken every event from 1 to {@code highestIndex}, each once, and
 *     the log still has them
 * @param logIncarnation the log's present incarnation, as far as this node knows
 * @param deadLetters how many events are parked
 * @param replay its latest replay; null if there was none
 * @param partitions how far it is in each partition of the topic
 */
public record ProjectionView(
    String name,
    String state,
    @Nullable String fault,
    long lagEvents,
    double lagSeconds,
    long events,
    long highestIndex,
    boolean complete,
    long logIncarnation,
    long deadLetters,
    @Nullable ReplayView replay,
    List<Position> partitions) {}
