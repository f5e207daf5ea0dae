/**
 * The coupon aggregate: what may happen to a coupon, decided without clock, web, SQL, Redis or
 * Kafka.
 */
@NullMarked
package io.firstserved.command.coupon;

import org.jspecify.annotations.NullMarked;
