/**
 * Real MariaDB, Redis and Kafka as child processes of this JVM, for the tests and for the
 * standalone system.
 *
 * <p>The binaries come from the class path (they are published as ordinary artifacts). A server is
 * a process that writes its pid beside its data, so that whoever comes later can end an orphan. No
 * feature of the service may depend on this package.
 */
@NullMarked
package io.firstserved.servers;

import org.jspecify.annotations.NullMarked;
