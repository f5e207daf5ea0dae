/**
 * The relay: carries the log to Kafka in order, and shows how far it is behind. At least once;
 * every record says its place in the log and that of the one before it in its partition.
 */
@NullMarked
package io.firstserved.command.log.relay;

import org.jspecify.annotations.NullMarked;
