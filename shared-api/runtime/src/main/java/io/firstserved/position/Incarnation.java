package io.firstserved.position;

/**
 * One life of a log.
 *
 * @param number from 0
 * @param firstIndex the place of its first event, from 1; what earlier lives had from here on is
 *     void
 */
public record Incarnation(long number, long firstIndex) {

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public Incarnation {
    if (number < 0 || firstIndex < 1) {
      throw new IllegalArgumentException("no incarnation %d from %d".formatted(number, firstIndex));
    }
  }
}
