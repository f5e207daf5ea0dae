/**
 * The log's tree for everybody, in the formats of C2SP: checkpoint, tiles and entries (tlog-tiles),
 * and proofs from it (tlog-proof). Reads the log's database; signs, seals and changes nothing.
 */
@NullMarked
package io.firstserved.query.transparency;

import org.jspecify.annotations.NullMarked;
