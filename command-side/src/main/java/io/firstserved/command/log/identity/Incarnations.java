package io.firstserved.command.log.identity;

import java.util.List;

/**
 * The lives of a log. A later one may begin before an earlier one did: then it takes the earlier
 * one's events with it. Immutable.
 */
public final class Incarnations {

  /** A log that never lost anything. */
  static final Incarnations FIRST = new Incarnations(List.of(new Incarnation(0, 1)));

  private final List<Incarnation> lives;

  /**
   * @param lives at least one
   */
  Incarnations(List<Incarnation> lives) {
    this.lives = List.copyOf(lives);
  }

  /** The number of the present life. */
  public long present() {
    return lives.stream().mapToLong(Incarnation::number).max().orElseThrow();
  }

  /** The life that an event of this log was recorded in; 0 before the first event. */
  public long of(long index) {
    return lives.stream()
        .filter(life -> life.firstIndex() <= index)
        .mapToLong(Incarnation::number)
        .max()
        .orElse(0);
  }

  /** Whether what an earlier life had at this place is void, because a later one began before. */
  boolean voids(long incarnation, long index) {
    return incarnation < of(index);
  }
}
