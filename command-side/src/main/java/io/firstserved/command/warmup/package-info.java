/**
 * Makes a node ready before it says so: rehearses what a request does until the JVM has compiled
 * it. Owns the rehearsals; leaves nothing behind in the log, the gate or the read model.
 */
@NullMarked
package io.firstserved.command.warmup;

import org.jspecify.annotations.NullMarked;
