/**
 * Where something stands in which log and which of its lives, as text that is handed to clients and
 * back. What is stored or sent at such a place is {@code serialization}'s business.
 */
@NullMarked
package io.firstserved.position;

import org.jspecify.annotations.NullMarked;
