package io.firstserved.query.operations;

import io.firstserved.query.projection.ProjectorState;
import io.firstserved.query.status.ProjectionView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a diagnosis rests on.
 *
 * @param at when
 * @param logUnseen for how long the watcher has not seen the log; zero while it does
 * @param topicUnseen the same of the topic
 * @param readModelUnseen the same of the read models' database
 * @param relayStill for how long events have waited in the log and none has reached the topic
 * @param projectorStill for how long events have waited and none was projected
 * @param catchUpSeconds in how many seconds nothing will wait at the present pace; null if unknown
 * @param projector what this node's projector does
 * @param databases how the databases' servers are doing
 * @param lag the lag
 * @param projections the projections as last read from the database; empty if they never were
 */
record HealthSample(
    Instant at,
    Duration logUnseen,
    Duration topicUnseen,
    Duration readModelUnseen,
    Duration relayStill,
    Duration projectorStill,
    @Nullable Long catchUpSeconds,
    ProjectorState.View projector,
    DatabaseSample databases,
    LagView lag,
    List<ProjectionView> projections) {}
