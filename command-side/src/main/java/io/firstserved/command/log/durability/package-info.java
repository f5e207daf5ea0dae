/**
 * Whether the log's database keeps a commit that it has acknowledged: its settings are looked at
 * when a node starts and now and then. Without them "201 means durable" is not true, and the node
 * is not ready.
 */
@NullMarked
package io.firstserved.command.log.durability;

import org.jspecify.annotations.NullMarked;
