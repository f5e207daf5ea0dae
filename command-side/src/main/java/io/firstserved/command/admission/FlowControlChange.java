package io.firstserved.command.admission;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants to change; what is left out stays as it is.
 *
 * @param requestsPerSecond issue commands let through in a second; a multiple of ten
 * @param inFlight requests of every kind worked on at once
 */
record FlowControlChange(
    @Min(FlowControl.PERIODS_PER_SECOND) @Max(FlowControlProperties.MAX_LIMIT)
        @Nullable Integer requestsPerSecond,
    @Min(1) @Max(FlowControlProperties.MAX_LIMIT) @Nullable Integer inFlight) {}
