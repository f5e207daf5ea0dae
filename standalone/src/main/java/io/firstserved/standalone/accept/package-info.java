/** Has the command side accept a log that has lost its end, and the query side follow. */
@NullMarked
package io.firstserved.standalone.accept;

import org.jspecify.annotations.NullMarked;
