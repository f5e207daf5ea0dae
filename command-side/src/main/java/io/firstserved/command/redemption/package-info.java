/** Redemption, its undoing and revocation over HTTP. */
@NullMarked
package io.firstserved.command.redemption;

import org.jspecify.annotations.NullMarked;
