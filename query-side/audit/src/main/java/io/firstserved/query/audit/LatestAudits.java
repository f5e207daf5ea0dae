package io.firstserved.query.audit;

import io.firstserved.query.audit.run.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The latest audits without their reports and without who asked for them: anybody may see these.
 */
@Component
public class LatestAudits {

  private final JdbcClient jdbc;

  LatestAudits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How an audit is doing.
   *
   * @param id its identity
   * @param campaignId the audited campaign; null for all
   * @param state QUEUED, RUNNING or DONE
   * @param checked up to which index the log is checked
   * @param head where the replay ends; 0 until that is known
   * @param verdict null until it is done
   * @param requestedAt when it was asked for
   */
  public record AuditProgress(
      String id,
      @Nullable String campaignId,
      String state,
      long checked,
      long head,
      @Nullable Verdict verdict,
      Instant requestedAt) {}

  /** At most so many, the latest first. */
  public List<AuditProgress> list(int limit) {
    return jdbc.sql(
            "SELECT id, campaign_id, requested_at_millis, state, checked, head,"
                + " verdict FROM audit ORDER BY requested_at_millis DESC, id DESC LIMIT ?")
        .param(limit)
        .query((row, number) -> progress(row))
        .list();
  }

  private AuditProgress progress(ResultSet row) throws SQLException {
    var verdict = row.getString("verdict");
    return new AuditProgress(
        row.getString("id"),
        row.getString("campaign_id"),
        row.getString("state"),
        row.getLong("checked"),
        row.getLong("head"),
        verdict == null ? null : Verdict.valueOf(verdict),
        Instant.ofEpochMilli(row.getLong("requested_at_millis")));
  }
}
