/**
 * Reading one's own write: a client that knows the place of an event in the log asks a read to wait
 * until that event is in the read models.
 */
@NullMarked
package io.firstserved.query.freshness;

import org.jspecify.annotations.NullMarked;
