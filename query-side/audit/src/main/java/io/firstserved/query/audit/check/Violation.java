package io.firstserved.query.audit.check;

import org.jspecify.annotations.Nullable;

/**
 * One broken promise and the event that proves it.
 *
 * @param promise what is broken
 * @param campaign in which campaign; null if in none or unknown
 * @param index the event's place in the log; for something missing, where it should be
 * @param eventId the event's identity; null if the event is missing
 * @param expected what a correct log would show
 * @param found what is there
 */
public record Violation(
    Promise promise,
    @Nullable String campaign,
    long index,
    @Nullable String eventId,
    String expected,
    String found) {}
