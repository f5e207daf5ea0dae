package io.firstserved.benchmarks;

/**
 * What one load gave.
 *
 * @param commands answered within the measured time, refusals included
 * @param commandsPerSecond rate of those
 * @param p50Millis median time from command to answer, of all commands under way in that time
 * @param p99Millis 99th percentile of it
 * @param statementsPerCommand statements sent to the database, for each command
 * @param failures commands that were neither stored nor refused by a unique key
 */
record Measurement(
    String engine,
    Load load,
    long commands,
    double commandsPerSecond,
    double p50Millis,
    double p99Millis,
    double statementsPerCommand,
    long failures) {}
