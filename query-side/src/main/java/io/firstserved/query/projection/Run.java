package io.firstserved.query.projection;

/**
 * One fold of the log in progress: a projection into one of its slots. Positions and dead letters
 * belong to a run.
 *
 * @param projection which projection
 * @param slot into which slot
 */
public record Run(Projection projection, Slot slot) {

  /** The projection's name. */
  public String name() {
    return projection.name();
  }
}
