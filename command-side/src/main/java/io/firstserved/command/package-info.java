/** Entry point of the command side. Features live in the packages beneath; none is shared here. */
@NullMarked
package io.firstserved.command;

import org.jspecify.annotations.NullMarked;
