package io.firstserved.query.audit.run;

import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.LogRow;
import io.firstserved.query.audit.check.AnswerCheck;
import io.firstserved.query.audit.check.GateCheck;
import io.firstserved.query.audit.check.LagTracker;
import io.firstserved.query.audit.check.LogCheck;
import io.firstserved.query.audit.check.ReadModelCheck;
import io.firstserved.query.audit.check.Violations;
import io.firstserved.query.audit.source.SourceUnavailableException;
import io.firstserved.seal.EventLeaf;
import io.firstserved.serialization.EventReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is compared with the log once it is replayed: the gate, the read model, the answers. */
final class CrossChecks {

  private final Sources sources;
  private final AuditProperties limits;
  private final Violations violations;
  private final LogCheck log;
  private final FigureKeeper figures;
  private final List<String> reasons;
  private final EventReader reader = new EventReader();

  CrossChecks(
      Sources sources,
      AuditProperties limits,
      Violations violations,
      LogCheck log,
      FigureKeeper figures,
      List<String> reasons) {
    this.sources = sources;
    this.limits = limits;
    this.violations = violations;
    this.log = log;
    this.figures = figures;
    this.reasons = reasons;
  }

  /**
   * Runs them all. Gate and rows are read first and the log's newer events after, so that these
   * explain whatever is newer in the others.
   */
  void run(
      AuditRequest request, long replayedTo, @Nullable LagTracker lag, Map<String, Integer> slots) {
    var gates = gates(request.campaign());
    var rows = lag == null ? null : rows(slots);
    var lateIssues = lateEvents(replayedTo, lag);
    var gateCheck = new GateCheck(violations, log);
    gates.forEach(gate -> gateCheck.accept(gate, lateIssues.getOrDefault(gate.campaignId(), 0L)));
    reasons.addAll(gateCheck.behind());
    var answers = request.history() == null ? null : answers(request.history());
    nameWhatIsMissing(rows, answers, replayedTo, lag);
    if (rows != null && lag != null) {
      rows.judge(lag);
      figures.readModelRows(rows.rows());
      if (lag.events() > 0) {
        reasons.add("lag: up to " + lag.events() + " events are not in the read model yet");
      }
    }
  }

  private List<GateCheck.GateFigures> gates(@Nullable String only) {
    var client = sources.gate();
    if (!client.isConfigured()) {
      return List.of();
    }
    var gates = new ArrayList<GateCheck.GateFigures>();
    try {
      for (var campaign :
          only == null ? new GateCheck(violations, log).campaigns() : List.of(only)) {
        client.figures(campaign).ifPresent(gates::add);
      }
      figures.gates(gates.size());
    } catch (SourceUnavailableException unreachable) {
      reasons.add("the gate is not compared: " + AuditRun.reason(unreachable));
    }
    return gates;
  }

  /** The rows, if they are still in the slots whose positions say how far they are. */
  private @Nullable ReadModelCheck rows(Map<String, Integer> slots) {
    var check = new ReadModelCheck(violations, log, limits.candidateLimit());
    try {
      sources.readModel().read(slots, check);
      if (!slots.equals(sources.readModel().liveSlots())) {
        reasons.add("the read model is not compared: a replay replaced it meanwhile");
        return null;
      }
      return check;
    } catch (SourceUnavailableException unreachable) {
      reasons.add("the read model is not compared: " + AuditRun.reason(unreachable));
      return null;
    }
  }

  /** Issues per campaign that were appended after the replay; they explain what is newer. */
  private Map<String, Long> lateEvents(long replayedTo, @Nullable LagTracker lag) {
    Map<String, Long> issues = new HashMap<>();
    sources
        .log()
        .replay(
            replayedTo,
            sources.log().head(),
            row -> {
              var outcome = reader.read(row);
              var campaign = EventLeaf.campaignOf(outcome);
              if (lag != null) {
                lag.acceptLate(row, campaign);
              }
              if (outcome instanceof EventReader.Outcome.Event(CouponIssued issued)) {
                issues.merge(campaign, 1L, Long::sum);
              }
            });
    return issues;
  }

  private @Nullable AnswerCheck answers(Path history) {
    var check = new AnswerCheck(violations, log);
    try {
      long answers = AnswerHistory.read(history, check::accept);
      figures.answers(answers, check.refused());
      return check;
    } catch (SourceUnavailableException unreadable) {
      reasons.add("the answers are not compared: " + AuditRun.reason(unreadable));
      return null;
    }
  }

  private void nameWhatIsMissing(
      @Nullable ReadModelCheck rows,
      @Nullable AnswerCheck answers,
      long replayedTo,
      @Nullable LagTracker lag) {
    var consumers = new ArrayList<Consumer<LogRow>>();
    if (rows != null && lag != null && rows.lacksRows()) {
      consumers.add(rows.missingRows(lag));
    }
    if (answers != null) {
      consumers.add(answers.unanswered());
    }
    if (!consumers.isEmpty()) {
      sources.log().replay(replayedTo, row -> consumers.forEach(consumer -> consumer.accept(row)));
    }
    if (answers != null) {
      figures.unansweredCoupons(answers.unansweredCoupons());
    }
  }
}
