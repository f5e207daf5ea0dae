/**
 * How events are written into the log and read back: JSON payloads under the aliases of {@link
 * io.firstserved.api.event.StoredEventType}, and an allow-list outside of which nothing is ever
 * deserialized. The messages themselves know nothing of it.
 */
@NullMarked
package io.firstserved.serialization;

import org.jspecify.annotations.NullMarked;
