/**
 * Where an audit reads the log from: the event store or the Kafka topic, row by row in index order,
 * with memory that does not grow with the log.
 */
@NullMarked
package io.firstserved.query.audit.source;

import org.jspecify.annotations.NullMarked;
