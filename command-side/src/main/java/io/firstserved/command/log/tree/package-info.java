/**
 * Keeps the one hash tree over the log: appends what the sealer has sealed, from the leaf hashes
 * that it keeps. Decides nothing about what is sealed, and signs nothing.
 */
@NullMarked
package io.firstserved.command.log.tree;

import org.jspecify.annotations.NullMarked;
