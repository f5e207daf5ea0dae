/**
 * The proof that leaves the house: bundles that a stand-alone verifier checks, their signature, and
 * the receipts by which users find themselves in them. Format: docs/reference/proof-bundle.md.
 */
@NullMarked
package io.firstserved.query.audit.bundle;

import org.jspecify.annotations.NullMarked;
