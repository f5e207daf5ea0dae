/**
 * Accepting a log that has lost its end: over HTTP an operator begins another incarnation, and the
 * decision is recorded in the log itself. What an incarnation is, and how one begins, is the log's.
 */
@NullMarked
package io.firstserved.command.incarnation;

import org.jspecify.annotations.NullMarked;
