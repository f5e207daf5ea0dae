/**
 * How the command side says no: a {@link io.firstserved.api.Reason} with its details. Depends on no
 * feature, so that every feature can refuse.
 */
@NullMarked
package io.firstserved.command.refusal;

import org.jspecify.annotations.NullMarked;
