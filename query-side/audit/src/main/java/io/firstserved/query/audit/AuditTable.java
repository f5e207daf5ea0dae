package io.firstserved.query.audit;

import io.firstserved.edge.Cursor;
import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.query.audit.run.Progress;
import io.firstserved.query.audit.run.Source;
import io.firstserved.query.audit.run.Verdict;
import io.firstserved.query.audit.seal.SealedHead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** The last heartbeat of each audit that is not done. */
  Map<String, Long> heartbeats() {
    var heartbeats = new HashMap<String, Long>();
    jdbc.sql("SELECT id, heartbeat_millis FROM audit WHERE state IN ('QUEUED', 'RUNNING')")
        .query(
            row -> {
              heartbeats.put(row.getString(1), row.getLong(2));
            });
    return heartbeats;
  }

  /** Ends an audit that has not moved since this heartbeat; false if it has. */
  boolean lost(String id, long heartbeatMillis) {
    var silence = limits.lostAfter().toSeconds();
    var why = "no sign of life for " + silence + " s from the node that ran this audit";
    return jdbc.sql(
                "UPDATE audit SET state = 'DONE', heartbeat_millis = ?, verdict = 'INCOMPLETE',"
                    + " report = ? WHERE id = ? AND state <> 'DONE' AND heartbeat_millis = ?")
            .params(
                clock.millis(),
                json.writeValueAsString(Audit.Report.lost(why)),
                id,
                heartbeatMillis)
            .update()
        > 0;
  }

  /**
   * Writes down how an audit ended. Its verdict is final: one that was given up stays INCOMPLETE,
   * unless it turns out that something is broken.
   *
   * @return whether it was written
   */
  boolean done(String id, Outcome outcome, Progress progress) {
    boolean isWritten =
        jdbc.sql(
                    "UPDATE audit SET state = 'DONE', heartbeat_millis = ?, checked = ?, head = ?,"
                        + " verdict = ?, report = ? WHERE id = ? AND (state <> 'DONE' OR ?)")
                .params(
                    clock.millis(),
                    progress.checked(),
                    progress.head(),
                    outcome.verdict().name(),
                    json.writeValueAsString(outcome.report()),
                    id,
                    outcome.verdict() == Verdict.VIOLATED)
                .update()
            > 0;
    if (isWritten && outcome.sealed() != null) {
      witness(id, outcome.sealed(), outcome.report().presentLife());
    }
    return isWritten;
  }

  private void witness(String id, SealedHead sealed, long incarnation) {
    if (sealed.block() > 0) {
      jdbc.sql(
              "INSERT IGNORE INTO audit_witness (block, seal, audit_id, last_index, incarnation)"
                  + " VALUES (?, ?, ?, ?, ?)")
          .params(sealed.block(), sealed.seal(), id, sealed.index(), incarnation)
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
    var verdict = row.getString("verdict");
    var report = report(row.getString("report"));
    return new Audit(
        row.getString("id"),
        Audit.State.valueOf(row.getString("state")),
        verdict == null ? null : Verdict.valueOf(verdict),
        row.getString("campaign_id"),
        Source.valueOf(row.getString("source")),
        row.getString("requested_by"),
        Instant.ofEpochMilli(row.getLong("requested_at_millis")),
        new Audit.Done(row.getLong("checked"), row.getLong("head")),
        report.reasons(),
        report.remarks(),
        report.figures(),
        report.violationCounts(),
        report.violations());
  }

  private Audit.Report report(@Nullable String stored) {
    return stored == null ? Audit.Report.EMPTY : json.readValue(stored, Audit.Report.class);
  }
}
