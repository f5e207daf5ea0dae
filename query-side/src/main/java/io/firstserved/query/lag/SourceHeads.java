package io.firstserved.query.lag;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look showed of the sources; what could not be seen is null.
 *
 * @param at when
 * @param logHead the log's highest index
 * @param incarnation the log's present life
 * @param topicHead the highest index in the topic that is not void
 * @param projected by projection, how many different events it has taken
 */
public record SourceHeads(
    Instant at,
    @Nullable Long logHead,
    @Nullable Long incarnation,
    @Nullable Long topicHead,
    @Nullable Map<String, Long> projected) {}
