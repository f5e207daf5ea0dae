package io.firstserved.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.firstserved.query.audit.check.Promise;
import io.firstserved.query.audit.check.Violation;
import io.firstserved.query.audit.run.AuditResult;
import io.firstserved.query.audit.run.Figures;
import io.firstserved.query.audit.run.Source;
import io.firstserved.query.audit.run.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit as clients see it.
 *
 * @param id its identity
 * @param state how far it is
 * @param verdict what it says; null until it is done
 * @param campaignId the audited campaign; null for all
 * @param source what is replayed
 * @param requestedBy who asked for it
 * @param requestedAt when
 * @param progress how many of how many events are checked
 * @param reasons what could not be checked, and why
 * @param remarks what the verdict is not about and may break a promise in future
 * @param figures the audit in figures; null until it is done
 * @param violationCounts violations per promise
 * @param violations the first violations in detail
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Audit(
    String id,
    State state,
    @Nullable Verdict verdict,
    @Nullable String campaignId,
    Source source,
    String requestedBy,
    Instant requestedAt,
    Done progress,
    List<String> reasons,
    List<String> remarks,
    @Nullable Figures figures,
    Map<Promise, Long> violationCounts,
    List<Violation> violations) {

  /** How far an audit is. */
  enum State {
    /** Waits for its turn. */
    QUEUED,
    /** Replays. */
    RUNNING,
    /** Has its verdict. */
    DONE
  }

  /**
   * Progress.
   *
   * @param checked up to which index the log is checked
   * @param head where the replay ends; 0 until that is known
   */
  record Done(long checked, long head) {}

  boolean isDone() {
    return state == State.DONE;
  }

  /** What is stored of a finished audit beside its row. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Report(
      List<String> reasons,
      List<String> remarks,
      @Nullable Figures figures,
      Map<Promise, Long> violationCounts,
      List<Violation> violations) {

    static final Report EMPTY = new Report(List.of(), List.of(), null, Map.of(), List.of());

    /** Reports of older versions have no remarks. */
    Report {
      remarks = remarks == null ? List.of() : remarks;
    }

    static Report of(AuditResult result) {
      return new Report(
          result.reasons(),
          result.remarks(),
          result.figures(),
          result.counts(),
          result.violations());
    }

    /** The log's present life when it was audited. */
    long presentLife() {
      return figures == null ? 0 : figures.presentLife();
    }

    static Report lost(String why) {
      return new Report(List.of(why), List.of(), null, Map.of(), List.of());
    }
  }
}
