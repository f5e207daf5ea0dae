/**
 * Keeps the gate true to the log: puts Redis and the log-backed gate together, rebuilds Redis from
 * the log before it is trusted, finds abandoned reservations and lost serials.
 */
@NullMarked
package io.firstserved.command.gate.repair;

import org.jspecify.annotations.NullMarked;
