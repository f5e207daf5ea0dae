package io.firstserved.position;

import java.util.List;

/**
 * The lives of a log. A later one may begin before an earlier one did: then it takes the earlier
 * one's events with it. Immutable.
 *
 * @param lives at least one, in any order
 */
public record Incarnations(List<Incarnation> lives) {

  /** Those of a log that never lost anything. */
  public static final Incarnations FIRST = new Incarnations(List.of(new Incarnation(0, 1)));

  /**
   * @throws IllegalArgumentException if there is no life
   */
  public Incarnations {
    lives = List.copyOf(lives);
    if (lives.isEmpty()) {
      throw new IllegalArgumentException("a log has at least one incarnation");
    }
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
  public boolean voids(long incarnation, long index) {
    return incarnation < of(index);
  }
}
