/**
 * The log-backed gate: grants from the log alone while Redis cannot be asked. Slower than Redis and
 * as correct, because the log's unique keys have the last word either way.
 */
@NullMarked
package io.firstserved.command.gate.log;

import org.jspecify.annotations.NullMarked;
