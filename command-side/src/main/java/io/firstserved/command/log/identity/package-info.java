/**
 * Whether the log is still the one that others have seen: its lives, and the comparison of what
 * stands in it with what was relayed from it. Says so and lets others stop, and begins another life
 * where an operator decides so. Knows neither Kafka nor Axon.
 */
@NullMarked
package io.firstserved.command.log.identity;

import org.jspecify.annotations.NullMarked;
