/**
 * The log: the MySQL event store with its gapless index and unique keys (P1, P2, P6), its readers,
 * and the relay that carries it to Kafka. Knows the stored events, but no rule of a campaign or
 * coupon; must not import any other package of the command side.
 */
@NullMarked
package io.firstserved.command.log;

import org.jspecify.annotations.NullMarked;
