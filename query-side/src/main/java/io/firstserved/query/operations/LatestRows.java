package io.firstserved.query.operations;

import io.firstserved.query.audit.LatestAudits;
import io.firstserved.query.campaign.CampaignView;
import io.firstserved.query.campaign.LatestCampaigns;
import io.firstserved.query.operations.Snapshot.Rows;
import io.firstserved.query.status.Overview;
import io.firstserved.query.status.ProjectionView;
import io.firstserved.query.timeline.LatestSeconds;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Reads what the page shows of the read models: once for all pages, and only while one is open. */
@Component
class LatestRows {

  private static final Logger LOG = LoggerFactory.getLogger(LatestRows.class);

  /** Seconds older than this no longer change, unless the projector lags. */
  private static final Duration LIVE_SECONDS = Duration.ofSeconds(10);

  private final LatestCampaigns campaigns;
  private final LatestSeconds seconds;
  private final Overview projections;
  private final LatestAudits audits;
  private final PageProperties limits;
  private final Clock clock;
  private volatile @Nullable Rows latest;

  LatestRows(
      LatestCampaigns campaigns,
      LatestSeconds seconds,
      Overview projections,
      LatestAudits audits,
      PageProperties limits,
      Clock clock) {
    this.campaigns = campaigns;
    this.seconds = seconds;
    this.projections = projections;
    this.audits = audits;
    this.limits = limits;
    this.clock = clock;
  }

  /** Without the database the figures stay as they were; their age tells that they are old. */
  void read() {
    try {
      latest = rows();
    } catch (DataAccessException | TransactionException unseen) {
      LOG.debug("the read models cannot be read for the page", unseen);
    }
  }

  /** Forgets what was read, so that nobody is shown what was long ago. */
  void forget() {
    latest = null;
  }

  private Rows rows() {
    var at = clock.instant();
    var shown = campaigns.list(limits.campaignLimit());
    var ids = shown.stream().map(CampaignView::campaignId).toList();
    return new Rows(
        at,
        shown,
        seconds.after(ids, at.minus(LIVE_SECONDS), limits.secondLimit()),
        projections.all(),
        audits.list(limits.auditLimit()));
  }

  @Nullable Rows latest() {
    return latest;
  }

  /** The projections as last read; empty before the first time. */
  List<ProjectionView> latestProjections() {
    var rows = latest;
    return rows == null ? List.of() : rows.projections();
  }
}
