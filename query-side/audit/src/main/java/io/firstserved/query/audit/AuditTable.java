package io.firstserved.query.audit;

import io.firstserved.edge.Cursor;
import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.query.audit.run.AuditResult;
import io.firstserved.query.audit.run.Progress;
import io.firstserved.query.audit.run.Source;
import io.firstserved.query.audit.run.Verdict;
import io.firstserved.query.audit.seal.SealedHead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The history of audits, shared by all nodes. */
@Component
class AuditTable {

  private static final String COLUMNS = "SELECT * FROM audit ";

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final AuditProperties limits;

  AuditTable(JdbcClient jdbc, JsonMapper json, Clock clock, AuditProperties limits) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.limits = limits;
  }

  String add(@Nullable String campaign, Source source, String requestedBy) {
    var id = UUID.randomUUID().toString();
    jdbc.sql(
            "INSERT INTO audit (id, campaign_id, source, requested_by, requested_at_millis, state,"
                + " heartbeat_millis) VALUES (:id, :campaign, :source, :by, :now, 'QUEUED', :now)")
        .param("id", id)
        .param("campaign", campaign)
        .param("source", source.name())
        .param("by", requestedBy)
        .param("now", clock.millis())
        .update();
    return id;
  }

  /** The audit never had its turn. */
  void remove(String id) {
    jdbc.sql("DELETE FROM audit WHERE id = ?").param(id).update();
  }

  /** Shows progress; a beat that comes after the end changes nothing. */
  void alive(String id, Audit.State state, Progress progress) {
    jdbc.sql(
            "UPDATE audit SET state = ?, heartbeat_millis = ?, checked = ?, head = ?"
                + " WHERE id = ? AND state <> 'DONE'")
        .params(state.name(), clock.millis(), progress.checked(), progress.head(), id)
        .update();
  }

  void done(String id, AuditResult result, Progress progress) {
    done(id, result.verdict(), Audit.Report.of(result), progress);
    if (result.verdict() != Verdict.VIOLATED && result.sealed() != null) {
      witness(id, result.sealed());
    }
  }

  void done(String id, Verdict verdict, Audit.Report report, Progress progress) {
    jdbc.sql(
            "UPDATE audit SET state = 'DONE', heartbeat_millis = ?, checked = ?, head = ?,"
                + " verdict = ?, report = ? WHERE id = ?")
        .params(
            clock.millis(),
            progress.checked(),
            progress.head(),
            verdict.name(),
            json.writeValueAsString(report),
            id)
        .update();
  }

  private void witness(String id, SealedHead sealed) {
    if (sealed.block() > 0) {
      jdbc.sql("INSERT IGNORE INTO audit_witness (block, seal, audit_id) VALUES (?, ?, ?)")
          .params(sealed.block(), sealed.seal(), id)
          .update();
    }
  }

  Optional<Audit> find(String id) {
    return jdbc.sql(COLUMNS + "WHERE id = ?").param(id).query((row, n) -> audit(row)).optional();
  }

  /** The latest first. */
  List<Audit> before(Cursor cursor, int limit) {
    long millis = cursor.equals(Cursor.START) ? Long.MAX_VALUE : cursor.number();
    return jdbc.sql(
            COLUMNS
                + "WHERE requested_at_millis < ? OR (requested_at_millis = ? AND id < ?)"
                + " ORDER BY requested_at_millis DESC, id DESC LIMIT ?")
        .params(millis, millis, cursor.id(), limit)
        .query((row, n) -> audit(row))
        .list();
  }

  private Audit audit(ResultSet row) throws SQLException {
    var state = Audit.State.valueOf(row.getString("state"));
    boolean lost =
        state != Audit.State.DONE
            && row.getLong("heartbeat_millis") < clock.millis() - limits.lostAfter().toMillis();
    var verdict = row.getString("verdict");
    var report = report(row.getString("report"), lost);
    return new Audit(
        row.getString("id"),
        lost ? Audit.State.DONE : state,
        lost ? Verdict.INCOMPLETE : verdict == null ? null : Verdict.valueOf(verdict),
        row.getString("campaign_id"),
        Source.valueOf(row.getString("source")),
        row.getString("requested_by"),
        Instant.ofEpochMilli(row.getLong("requested_at_millis")),
        new Audit.Done(row.getLong("checked"), row.getLong("head")),
        report.reasons(),
        report.figures(),
        report.violationCounts(),
        report.violations());
  }

  private Audit.Report report(@Nullable String stored, boolean lost) {
    if (lost) {
      return Audit.Report.lost("the node that ran this audit has stopped");
    }
    return stored == null ? Audit.Report.EMPTY : json.readValue(stored, Audit.Report.class);
  }
}
