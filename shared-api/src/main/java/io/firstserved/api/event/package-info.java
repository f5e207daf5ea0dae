/**
 * How events are written into the log and read back: stable type aliases with revisions, JSON
 * payloads, and an allow-list outside of which nothing is ever deserialized.
 */
@NullMarked
package io.firstserved.api.event;

import org.jspecify.annotations.NullMarked;
