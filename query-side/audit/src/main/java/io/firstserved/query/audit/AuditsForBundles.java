package io.firstserved.query.audit;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.query.audit.bundle.ProvenAudits;
import io.firstserved.query.audit.run.Verdict;
import io.firstserved.query.audit.seal.SealedHead;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what was proven in the history of audits. */
@Component
class AuditsForBundles implements ProvenAudits {

  private final AuditTable audits;
  private final JdbcClient jdbc;

  AuditsForBundles(AuditTable audits, JdbcClient jdbc) {
    this.audits = audits;
    this.jdbc = jdbc;
  }

  @Override
  public Proven find(String auditId) {
    var audit =
        audits
            .find(auditId)
            .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "no such audit: " + auditId));
    var campaign = audit.campaignId();
    var figures = audit.figures();
    if (campaign == null || audit.verdict() != Verdict.PROVEN || figures == null) {
      throw new RefusedException(
          Reason.NOT_PROVEN, "only an audit that found one campaign proven has a bundle");
    }
    var sealed = figures.sealedUpTo();
    if (sealed == null || sealed < figures.head()) {
      throw new RefusedException(
          Reason.UNAVAILABLE, "the log was not sealed to its end yet: audit again");
    }
    return new Proven(campaign, head(sealed, String.valueOf(figures.seal())));
  }

  private SealedHead head(long index, String seal) {
    return jdbc.sql("SELECT DISTINCT block FROM audit_witness WHERE seal = ?")
        .param(seal)
        .query((row, n) -> new SealedHead(row.getLong(1), index, seal))
        .single();
  }
}
