package io.firstserved.command.log.identity;

import io.firstserved.position.Incarnations;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares the log with what was relayed from it. An event is relayed after it was committed, so
 * whatever was relayed must stand in the log, if it is read after the topic was. A topic that is
 * behind the log, or empty, is no contradiction.
 */
final class IdentityCheck {

  private final IdentityTable table;

  IdentityCheck(IdentityTable table) {
    this.table = table;
  }

  /**
   * In one sentence, why the log is not the one that was relayed; empty if nothing speaks against
   * it.
   *
   * @param relayed read before this call
   */
  Optional<String> contradiction(List<SeenEvent> relayed, Incarnations lives) {
    var newer = relayed.stream().filter(seen -> seen.incarnation() > lives.present()).findFirst();
    if (newer.isPresent()) {
      return Optional.of(
          "the topic has incarnation %d of the log, its database incarnation %d"
              .formatted(newer.get().incarnation(), lives.present()));
    }
    return compared(
        relayed.stream().filter(seen -> !lives.voids(seen.incarnation(), seen.index())).toList());
  }

  private Optional<String> compared(List<SeenEvent> valid) {
    var highest = valid.stream().max(Comparator.comparingLong(SeenEvent::index));
    var ends = table.ends();
    if (highest.isPresent() && highest.get().index() > ends.head()) {
      return Optional.of(ends.ended("the topic has event " + highest.get().index()));
    }
    return valid.isEmpty() ? Optional.empty() : otherBytes(valid);
  }

  private Optional<String> otherBytes(List<SeenEvent> valid) {
    var stored = table.fingerprints(valid.stream().map(SeenEvent::index).toList());
    return valid.stream()
        .filter(seen -> !seen.fingerprint().equals(stored.get(seen.index())))
        .max(Comparator.comparingLong(SeenEvent::index))
        .map(seen -> "log and topic have different events at index " + seen.index());
  }
}
