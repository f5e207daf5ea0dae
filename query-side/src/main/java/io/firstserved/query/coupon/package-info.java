/** Coupons: one by its identity, a user's, a campaign's. */
@NullMarked
package io.firstserved.query.coupon;

import org.jspecify.annotations.NullMarked;
