/**
 * The gate: decides in Redis, fast and allowed to be wrong, who may try to have a coupon issued.
 * What it grants is a reservation; only the log makes it a coupon. Owns reserve, confirm and
 * release, the reaper, the rebuild from the log, the log-backed gate and the flow control in front.
 */
@NullMarked
package io.firstserved.command.gate;

import org.jspecify.annotations.NullMarked;
