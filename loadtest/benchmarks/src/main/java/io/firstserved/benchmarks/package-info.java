/**
 * Measures the log's group-commit engine and its relay beside Axon's stock JDBC engine, on the same
 * database in the same run, through the same command bus and event store.
 */
@NullMarked
package io.firstserved.benchmarks;

import org.jspecify.annotations.NullMarked;
