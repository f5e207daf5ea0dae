/**
 * Global wiring of the query side, and where the things outside of it are: the topic and the log.
 * Features import it; it imports none of them.
 */
@NullMarked
package io.firstserved.query.platform;

import org.jspecify.annotations.NullMarked;
