/** Global wiring: Axon, and the mapping of refusals to problems. */
@NullMarked
package io.firstserved.command.platform;

import org.jspecify.annotations.NullMarked;
