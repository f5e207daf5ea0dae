/**
 * Tailing the log in order, batch by batch, on one node at a time: the lease, the fenced position
 * and the loop. What is done with the events is the follower's business.
 */
@NullMarked
package io.firstserved.command.log.tail;

import org.jspecify.annotations.NullMarked;
