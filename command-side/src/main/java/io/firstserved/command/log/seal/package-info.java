/**
 * Seals the log as it grows: follows the head behind the writer, never in its way, and chains each
 * stretch to the one before. Reads the log, writes only seals.
 */
@NullMarked
package io.firstserved.command.log.seal;

import org.jspecify.annotations.NullMarked;
