/** One audit from beginning to verdict: which sources are read in which order, and what follows. */
@NullMarked
package io.firstserved.query.audit.run;

import org.jspecify.annotations.NullMarked;
