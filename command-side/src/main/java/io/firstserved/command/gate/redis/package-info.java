/**
 * The gate's state in Redis: the scripts, the connection, and what each script answers. Decides
 * nothing about recovery; whoever calls learns that Redis failed or that state is missing.
 */
@NullMarked
package io.firstserved.command.gate.redis;

import org.jspecify.annotations.NullMarked;
