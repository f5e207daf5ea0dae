/** Where Kafka is and how to reach it, the same for both sides. Knows no Kafka client. */
@NullMarked
package io.firstserved.kafka;

import org.jspecify.annotations.NullMarked;
