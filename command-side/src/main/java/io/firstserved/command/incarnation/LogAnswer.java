package io.firstserved.command.incarnation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log and its incarnations, for operators.
 *
 * @param log its id
 * @param head its last event
 * @param divergence why it is not the log that was relayed; null if it is, as far as this node
 *     could see
 * @param firstIndex where a new incarnation would begin
 * @param incarnations in order; the last is the present one
 */
record LogAnswer(
    int log,
    long head,
    @Nullable String divergence,
    long firstIndex,
    List<IncarnationAnswer> incarnations) {}
