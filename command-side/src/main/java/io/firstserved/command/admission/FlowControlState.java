package io.firstserved.command.admission;

/**
 * The flow control of one node as it is now.
 *
 * @param requestsPerSecond issue commands let through in a second
 * @param inFlight requests of every kind worked on at once, at most
 * @param inFlightNow requests worked on now, this one among them
 * @param redisBreaker CLOSED while Redis is asked, OPEN while the log is the gate, HALF_OPEN while
 *     Redis is being tried
 * @param logBreaker CLOSED while the log is written, OPEN while issue commands are refused,
 *     HALF_OPEN while it is being tried
 */
record FlowControlState(
    int requestsPerSecond, int inFlight, int inFlightNow, String redisBreaker, String logBreaker) {}
