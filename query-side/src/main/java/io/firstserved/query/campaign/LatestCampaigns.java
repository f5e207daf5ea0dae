package io.firstserved.query.campaign;

import java.time.Clock;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** The campaigns that people watch: those that issued or were created last. */
@Component
public class LatestCampaigns {

  private final CampaignRows rows;
  private final Clock clock;

  LatestCampaigns(CampaignRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** At most so many, the latest first. */
  public List<CampaignView> list(int limit) {
    var now = clock.instant();
    return rows.latest(Limit.of(limit)).stream().map(row -> CampaignView.of(row, now)).toList();
  }
}
