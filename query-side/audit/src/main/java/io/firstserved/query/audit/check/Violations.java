package io.firstserved.query.audit.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an audit finds: all of it by number, the first of it in detail. An event is named
 * once per promise, by the first rule it breaks. Used by one thread.
 */
public final class Violations {

  private final int detailLimit;
  private final @Nullable String onlyCampaign;
  private final List<Violation> details = new ArrayList<>();
  private final Map<Promise, Long> counts = new EnumMap<>(Promise.class);
  private final Map<Promise, Long> lastIndex = new EnumMap<>(Promise.class);

  /**
   * A collector.
   *
   * @param detailLimit how many violations are kept in detail
   * @param onlyCampaign the campaign that is audited; null for all. What concerns no campaign in
   *     particular, for example a hole in the log, is kept in any case
   */
  public Violations(int detailLimit, @Nullable String onlyCampaign) {
    this.detailLimit = detailLimit;
    this.onlyCampaign = onlyCampaign;
  }

  /** Takes note of a violation, unless this promise's last one was of the same event. */
  public void add(Violation violation) {
    if (concernsOthers(violation) || repeats(violation)) {
      return;
    }
    counts.merge(violation.promise(), 1L, Long::sum);
    if (details.size() < detailLimit) {
      details.add(violation);
    }
  }

  private boolean concernsOthers(Violation violation) {
    return onlyCampaign != null
        && violation.campaign() != null
        && !onlyCampaign.equals(violation.campaign());
  }

  private boolean repeats(Violation violation) {
    var last = lastIndex.put(violation.promise(), violation.index());
    return violation.index() > 0 && last != null && last == violation.index();
  }

  /** Whether nothing was found. */
  public boolean none() {
    return counts.isEmpty();
  }

  /** How many were found, per promise; promises that hold are not in it. */
  public Map<Promise, Long> counts() {
    return Map.copyOf(counts);
  }

  /** The first of them, in the order they were found. */
  public List<Violation> details() {
    return List.copyOf(details);
  }
}
