/**
 * How far the read models are behind the log, seen by a watcher of its own that asks the log, the
 * topic and the stored positions, and never the projector or relay it watches. What it cannot see
 * it takes for lagging: a dead source makes the lag grow, never freeze.
 */
@NullMarked
package io.firstserved.query.lag;

import org.jspecify.annotations.NullMarked;
