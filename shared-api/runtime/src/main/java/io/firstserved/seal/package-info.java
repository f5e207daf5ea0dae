/**
 * How the log is sealed: what is hashed, in which order. Specified in {@code
 * docs/reference/proof-bundle.md}, so that others can verify without this code. Used by the sealer,
 * which writes seals, and by the audit, which recomputes them.
 */
@NullMarked
package io.firstserved.seal;

import org.jspecify.annotations.NullMarked;
