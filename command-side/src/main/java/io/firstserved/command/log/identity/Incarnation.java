package io.firstserved.command.log.identity;

/**
 * One life of a log.
 *
 * @param number from 0
 * @param firstIndex the place of its first event; what earlier lives had from here on is void
 */
record Incarnation(long number, long firstIndex) {}
