/** The seals as the audit sees them: read from the log's database, recomputed, and compared. */
@NullMarked
package io.firstserved.query.audit.seal;

import org.jspecify.annotations.NullMarked;
