/** Global wiring of the query side. */
@NullMarked
package io.firstserved.query.platform;

import org.jspecify.annotations.NullMarked;
