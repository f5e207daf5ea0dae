/**
 * One hash tree over a log, as RFC 6962 defines it, kept in tiles, as C2SP's tlog-tiles defines
 * them: growing it, proofs from it, and their verification. Does not know what is hashed; where
 * tiles are kept only {@link StoredTree} does.
 */
@NullMarked
package io.firstserved.tree;

import org.jspecify.annotations.NullMarked;
