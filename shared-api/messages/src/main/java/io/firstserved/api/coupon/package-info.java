/** The messages of a coupon: its identity, the commands it accepts, the events it records. */
@NullMarked
package io.firstserved.api.coupon;

import org.jspecify.annotations.NullMarked;
