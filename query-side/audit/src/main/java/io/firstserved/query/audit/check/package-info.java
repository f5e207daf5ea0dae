/**
 * The promises, checked event by event in one pass over the log. Pure: no clock, no SQL, no Kafka;
 * the same rows always give the same violations. Memory grows with the number of distinct coupons,
 * at about 24 to 34 bytes each, never with payloads.
 */
@NullMarked
package io.firstserved.query.audit.check;

import org.jspecify.annotations.NullMarked;
