package io.firstserved.query.projection;

import io.firstserved.position.VoidRule;
import java.util.Collection;
import java.util.Optional;

/** Tells runs that have taken what is void now: they have to be replayed. */
public final class VoidedRuns {

  private VoidedRuns() {}

  /** In one sentence, why a run has to be replayed; empty if it has taken nothing that is void. */
  public static Optional<String> divergence(
      VoidRule rule, String projection, Collection<Position> ofRun) {
    return ofRun.stream()
        .map(Position::last)
        .filter(rule::voids)
        .findFirst()
        .map(last -> rule.sentence(last) + ": replay " + projection);
  }
}
