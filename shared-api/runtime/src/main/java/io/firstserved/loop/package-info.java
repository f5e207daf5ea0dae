/**
 * Background work that cannot end unnoticed: every loop of both applications is a {@link
 * io.firstserved.loop.Loop}, which survives whatever its body throws, counts it, and says when it
 * last succeeded. Knows nothing of what the loops do; owns the health component {@code loops} and
 * the meters of loops.
 */
@NullMarked
package io.firstserved.loop;

import org.jspecify.annotations.NullMarked;
