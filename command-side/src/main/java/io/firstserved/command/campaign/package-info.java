/**
 * A campaign: its aggregate, its state as the log tells it, and its administration over HTTP.
 * Deciding is pure; the clock that counts is the gate's, which it reaches through a port.
 */
@NullMarked
package io.firstserved.command.campaign;

import org.jspecify.annotations.NullMarked;
