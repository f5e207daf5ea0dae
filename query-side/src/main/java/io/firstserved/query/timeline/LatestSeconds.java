package io.firstserved.query.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** The last seconds of several campaigns in one read. */
@Component
public class LatestSeconds {

  private final TimelineRows rows;

  LatestSeconds(TimelineRows rows) {
    this.rows = rows;
  }

  /**
   * By campaign, pairs of epoch second and issued coupons, in the order of time.
   *
   * @param limit most pairs altogether
   */
  public Map<String, List<long[]>> after(Collection<String> campaigns, Instant after, int limit) {
    var seconds = new HashMap<String, List<long[]>>();
    if (campaigns.isEmpty()) {
      return seconds;
    }
    for (var row : rows.ofAllAfter(campaigns, after.getEpochSecond(), Limit.of(limit))) {
      seconds
          .computeIfAbsent(row.campaignId, campaign -> new ArrayList<>())
          .add(new long[] {row.epochSecond, row.issued});
    }
    return seconds;
  }
}
