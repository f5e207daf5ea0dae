/**
 * What both sides share beside messages: the {@link io.firstserved.api.Reason reasons} for which a
 * command or query can be refused. Knows nothing of Spring, SQL, Redis or Kafka.
 */
@NullMarked
package io.firstserved.api;

import org.jspecify.annotations.NullMarked;
