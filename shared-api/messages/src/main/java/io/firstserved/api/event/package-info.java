/**
 * What the log and the topic hold of an event: stable type aliases with revisions, the row of the
 * log, the headers of a record. How payloads become bytes is {@code io.firstserved.serialization}.
 */
@NullMarked
package io.firstserved.api.event;

import org.jspecify.annotations.NullMarked;
