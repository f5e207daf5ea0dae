package io.firstserved.query.audit.seal;

import io.firstserved.position.VoidRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the seals that earlier audits saw a log must still have. When it lost its end it lost
 * the end of its seals as well, and that may be more: what was sealed after the moment it came back
 * to is sealed anew, with other salts, even where the events are the same.
 *
 * @param rule what a later life of the log voids
 * @param keptUpTo by life, after the first: up to where the log was sealed when it began
 */
public record Witnesses(VoidRule rule, Map<Long, Long> keptUpTo) {

  /** The seals that bind, hex, by block. */
  public Map<Long, String> binding(List<WitnessedSeal> seen) {
    var binding = new HashMap<Long, String>();
    seen.stream()
        .filter(this::binds)
        .forEach(witness -> binding.put(witness.block(), witness.seal()));
    return binding;
  }

  private boolean binds(WitnessedSeal witness) {
    return !rule.voids(witness.incarnation(), witness.last())
        && keptUpTo.entrySet().stream()
            .filter(later -> later.getKey() > witness.incarnation())
            .allMatch(later -> witness.last() <= later.getValue());
  }
}
