/** Real MariaDB, Redis and Kafka as child processes of this JVM. */
@NullMarked
package io.firstserved.servers;

import org.jspecify.annotations.NullMarked;
