/** Entry point of the query side. Features live in the packages beneath; none is shared here. */
@NullMarked
package io.firstserved.query;

import org.jspecify.annotations.NullMarked;
