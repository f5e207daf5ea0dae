/** The messages of a campaign: its identity, the commands it accepts, the events it records. */
@NullMarked
package io.firstserved.api.campaign;

import org.jspecify.annotations.NullMarked;
