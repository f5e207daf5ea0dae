package io.firstserved.command.log.identity;

import io.firstserved.position.Incarnations;
import java.util.List;
import java.util.OptionalLong;

/** Looks for the place from which on the log is not the one that was relayed. */
final class CommonPast {

  private static final int PAGE = 1_000;

  private final IdentityTable table;

  CommonPast(IdentityTable table) {
    this.table = table;
  }

  /**
   * The first place before this one where another event was relayed than the log has; empty if what
   * is known of the relayed does not differ there.
   *
   * @param lives of the log as it is, before another begins
   */
  OptionalLong firstDifference(List<SeenEvent> relayed, Incarnations lives, long before) {
    var common =
        relayed.stream()
            .filter(seen -> seen.index() < before && !lives.voids(seen.incarnation(), seen.index()))
            .toList();
    long first = Long.MAX_VALUE;
    for (int from = 0; from < common.size(); from += PAGE) {
      var page = common.subList(from, Math.min(common.size(), from + PAGE));
      first = Math.min(first, firstDifference(page));
    }
    return first == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
  }

  private long firstDifference(List<SeenEvent> page) {
    var stored = table.fingerprints(page.stream().map(SeenEvent::index).toList());
    return page.stream()
        .filter(seen -> !seen.fingerprint().equals(stored.get(seen.index())))
        .mapToLong(SeenEvent::index)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
