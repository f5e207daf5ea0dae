/**
 * Signs checkpoints of the log's tree, and never one that does not extend the one signed last. What
 * was signed last, and the key, are kept in a folder outside of the log's database, because whoever
 * may write there could change both together (ADR 0101).
 */
@NullMarked
package io.firstserved.command.log.checkpoint;

import org.jspecify.annotations.NullMarked;
