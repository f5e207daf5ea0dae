/**
 * Flow control in front of the gate: how fast and how many at once, and when to stop asking what is
 * down. Adjustable while the system runs, so that it can be released step by step. Says how often
 * each caller may ask; the gate counts.
 */
@NullMarked
package io.firstserved.command.admission;

import org.jspecify.annotations.NullMarked;
