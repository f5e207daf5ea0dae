/** How many coupons of a campaign were issued in each second. */
@NullMarked
package io.firstserved.query.timeline;

import org.jspecify.annotations.NullMarked;
