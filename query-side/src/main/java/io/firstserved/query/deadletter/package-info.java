/**
 * Events that a projection could not take: parked with their cause, the later events of the same
 * aggregate behind them; listed, tried again or discarded by an operator. Nothing is skipped in
 * silence.
 */
@NullMarked
package io.firstserved.query.deadletter;

import org.jspecify.annotations.NullMarked;
