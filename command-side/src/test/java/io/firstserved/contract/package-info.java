/**
 * The edge of the command side with its real controllers, security and aggregates, over a socket
 * but without servers: the log and the gate are in memory. Stands outside of the application's own
 * packages, so that no other test's component scan finds it.
 */
package io.firstserved.contract;
