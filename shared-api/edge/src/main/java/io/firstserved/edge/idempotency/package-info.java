/**
 * {@code Idempotency-Key} on every POST and DELETE, after the IETF's draft: the same request of the
 * same caller is answered as it was answered first, whatever has happened since.
 */
@NullMarked
package io.firstserved.edge.idempotency;

import org.jspecify.annotations.NullMarked;
