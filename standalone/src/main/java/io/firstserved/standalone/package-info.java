/** The command line: one class for each command of {@code ./first-served}. */
@NullMarked
package io.firstserved.standalone;

import org.jspecify.annotations.NullMarked;
