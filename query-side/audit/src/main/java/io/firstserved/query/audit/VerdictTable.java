package io.firstserved.query.audit;

import io.firstserved.query.audit.check.Promise;
import io.firstserved.query.audit.run.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The last verdicts in the history of audits, whichever node ran them and however long ago. */
@Component
class VerdictTable {

  private static final String LAST =
      "SELECT id, verdict, heartbeat_millis FROM audit WHERE verdict = ?";
  private static final String OF_ALL = " AND campaign_id IS NULL";
  private static final String ONE = " ORDER BY heartbeat_millis DESC LIMIT 1";

  private final JdbcClient jdbc;
  private final JsonMapper json;

  VerdictTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A verdict, and when it was found. */
  private record Found(String id, Verdict verdict, long atMillis) {

    /** Among equals the worse one counts as the last. */
    static final Comparator<Found> BY_TIME =
        Comparator.comparingLong(Found::atMillis)
            .thenComparing(found -> found.verdict() != Verdict.PROVEN)
            .thenComparing(found -> found.verdict() == Verdict.VIOLATED);
  }

  AuditVerdicts read() {
    var proven = last(Verdict.PROVEN, OF_ALL);
    var violated = last(Verdict.VIOLATED, "");
    var incomplete = last(Verdict.INCOMPLETE, OF_ALL);
    var conclusive = latest(proven, violated);
    return new AuditVerdicts(
        latest(conclusive, incomplete).map(Found::verdict).orElse(null),
        conclusive.map(Found::verdict).orElse(null),
        Instant.ofEpochMilli(proven.map(Found::atMillis).orElse(0L)),
        conclusive.map(this::violations).orElse(Map.of()));
  }

  private Optional<Found> last(Verdict verdict, String scope) {
    return jdbc.sql(LAST + scope + ONE)
        .param(verdict.name())
        .query((row, n) -> new Found(row.getString(1), verdict, row.getLong(3)))
        .optional();
  }

  private static Optional<Found> latest(Optional<Found> one, Optional<Found> other) {
    return Stream.concat(one.stream(), other.stream()).max(Found.BY_TIME);
  }

  private Map<Promise, Long> violations(Found found) {
    return found.verdict() == Verdict.PROVEN ? Map.of() : counts(found.id());
  }

  private Map<Promise, Long> counts(String id) {
    var report =
        jdbc.sql("SELECT report FROM audit WHERE id = ?").param(id).query(String.class).single();
    return json.readValue(report, Audit.Report.class).violationCounts();
  }
}
