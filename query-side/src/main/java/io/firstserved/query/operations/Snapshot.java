package io.firstserved.query.operations;

import io.firstserved.query.audit.LatestAudits.AuditProgress;
import io.firstserved.query.campaign.CampaignView;
import io.firstserved.query.status.ProjectionView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an open page shows of one moment. Figures about many, never a user's data: the
 * stream is open to everybody who may read campaigns.
 *
 * @param at when, by this node's clock
 * @param startedAt since when this node serves pages; another value means another process
 * @param finding what was found
 * @param lag the lag, stage by stage
 * @param rows what was last read from the read models; null before the first time
 * @param issuing what the command side answered; null if its meters cannot be read
 */
record Snapshot(
    Instant at,
    Instant startedAt,
    Finding finding,
    LagView lag,
    @Nullable Rows rows,
    @Nullable Issuing issuing) {

  /**
   * What is read from the read models' database.
   *
   * @param at when it was read; it stays as it was while the database does not answer
   * @param campaigns the campaigns that issued or were created last
   * @param seconds by campaign, pairs of epoch second and coupons issued in it, of the last seconds
   * @param projections how the projections are doing
   * @param audits the latest audits
   */
  record Rows(
      Instant at,
      List<CampaignView> campaigns,
      Map<String, List<long[]>> seconds,
      List<ProjectionView> projections,
      List<AuditProgress> audits) {}
}
