/** The messages of the log itself: what is recorded in it about it. */
@NullMarked
package io.firstserved.api.log;

import org.jspecify.annotations.NullMarked;
