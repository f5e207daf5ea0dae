package io.firstserved.query.campaign;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** The campaigns that people watch: those that issued or were created last. */
@Component
public class LatestCampaigns {

  private static final Comparator<CampaignRow> LATEST_FIRST =
      Comparator.comparing(LatestCampaigns::latest).reversed().thenComparing(row -> row.campaignId);

  private final CampaignRows rows;
  private final Clock clock;

  LatestCampaigns(CampaignRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** At most so many, the latest first. */
  public List<CampaignView> list(int limit) {
    var now = clock.instant();
    return Stream.of(
            rows.issuedSince(Instant.EPOCH, Limit.of(limit)), rows.notIssued(Limit.of(limit)))
        .flatMap(List::stream)
        .sorted(LATEST_FIRST)
        .limit(limit)
        .map(row -> CampaignView.of(row, now))
        .toList();
  }

  private static Instant latest(CampaignRow row) {
    var created = Objects.requireNonNullElse(row.createdAt, Instant.EPOCH);
    return Objects.requireNonNullElse(row.lastIssuedAt, created);
  }
}
