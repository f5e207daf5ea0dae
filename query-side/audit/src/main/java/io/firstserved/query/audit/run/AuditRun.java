package io.firstserved.query.audit.run;

import io.firstserved.api.event.LogRow;
import io.firstserved.api.event.TopicPartitions;
import io.firstserved.query.audit.check.IncarnationCheck;
import io.firstserved.query.audit.check.LagTracker;
import io.firstserved.query.audit.check.LogCheck;
import io.firstserved.query.audit.check.ProjectedCheck;
import io.firstserved.query.audit.check.TopicCheck;
import io.firstserved.query.audit.check.Violations;
import io.firstserved.query.audit.seal.SealCheck;
import io.firstserved.query.audit.source.SourceUnavailableException;
import io.firstserved.query.audit.source.TopicCursor;
import io.firstserved.seal.EventLeaf;
import io.firstserved.serialization.EventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One audit. What lags behind the log is looked at before the log's head is taken, so that the log
 * is never behind what it is compared with; what a source lacks beyond its own position is lag.
 * Used once, by one thread.
 */
final class AuditRun {

  private final Sources sources;
  private final AuditProperties limits;
  private final AuditRequest request;
  private final Progress progress;
  private final EventReader reader = new EventReader();
  private final List<String> reasons = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final Violations violations;
  private final LogCheck log;
  private final FigureKeeper figures = new FigureKeeper();
  private IncarnationCheck incarnations;

  AuditRun(Sources sources, AuditProperties limits, AuditRequest request, Progress progress) {
    this.sources = sources;
    this.limits = limits;
    this.request = request;
    this.progress = progress;
    this.violations = new Violations(limits.detailLimit(), request.campaign());
    this.log = new LogCheck(violations);
    this.incarnations = new IncarnationCheck(violations, List.of());
  }

  /** Runs it to its verdict; an unreachable source is part of the answer, not an exception. */
  AuditResult run() {
    try {
      if (request.source().readsLog()) {
        replayLog();
      } else {
        replayTopic();
      }
    } catch (SourceUnavailableException unreachable) {
      reasons.add(reason(unreachable));
    }
    if (request.campaign() != null && !log.knows(request.campaign())) {
      reasons.add("the log has no campaign " + request.campaign());
    }
    return new AuditResult(
        verdict(),
        List.copyOf(reasons),
        List.copyOf(remarks),
        figures.figures(log, request.campaign()),
        violations.counts(),
        violations.details(),
        figures.sealed());
  }

  private Verdict verdict() {
    if (!violations.none()) {
      return Verdict.VIOLATED;
    }
    return reasons.isEmpty() ? Verdict.PROVEN : Verdict.INCOMPLETE;
  }

  private void replayLog() {
    var lives = takeLives(LogLives.of(sources));
    remarks.addAll(sources.durabilityFaults());
    long relayed = request.source().readsTopic() ? sources.relayed() : 0;
    var seals = sealCheck(lives);
    var topicCheck = new TopicHolder();
    try (var topic = openTopic(topicCheck, relayed, lives)) {
      var projected = projected(topic);
      var lag = projected == null ? null : lagTracker(projected);
      var projectedCheck =
          new ProjectedCheck(violations, projected == null ? new TreeMap<>() : projected.recent());
      var extent = sources.log().extent();
      long upTo = Math.max(extent.stated(), extent.highest());
      progress.begin(upTo);
      figures.begin(upTo);
      sources
          .log()
          .replay(
              upTo,
              row -> {
                projectedCheck.accept(row);
                accept(row, seals, topicCheck.check, lag);
              });
      figures.replayed();
      projectedCheck.end();
      end(extent.stated(), seals, topicCheck.check);
      if (topicCheck.check != null && topic != null) {
        compareLives(lives, topic);
      }
      new CrossChecks(sources, limits, violations, log, figures, reasons)
          .run(request, upTo, lag, projected == null ? Map.of() : projected.slots());
    }
  }

  /** Of the seals there are now: newer ones seal events beyond the head of this audit. */
  private SealCheck sealCheck(LogLives lives) {
    var witnessed = sources.witnessedSeals(lives);
    var seals = sources.seals();
    return new SealCheck(violations, seals.blocks(seals.lastBlock()), seals, witnessed);
  }

  private void accept(
      LogRow row, SealCheck seals, @Nullable TopicCheck topic, @Nullable LagTracker lag) {
    var outcome = reader.read(row);
    log.accept(row, outcome);
    incarnations.accept(row, outcome);
    seals.accept(row, outcome);
    if (topic != null) {
      topic.accept(row);
    }
    if (lag != null) {
      lag.accept(row, EventLeaf.campaignOf(outcome));
    }
    figures.accept(row);
    progress.reached(row.index());
  }

  private void end(long stated, SealCheck seals, @Nullable TopicCheck topic) {
    log.end(stated);
    reasons.addAll(incarnations.end());
    seals.end(stated);
    figures.sealed(seals.head());
    if (!seals.saltless().isEmpty()) {
      reasons.add("the salts of these campaigns were destroyed: " + seals.saltless());
    }
    if (topic != null) {
      topic.end();
      figures.topicEvents(topic.events());
      if (topic.lag() > 0) {
        reasons.add("lag: " + topic.lag() + " events are not relayed to the topic yet");
      }
    }
  }

  private LogLives takeLives(LogLives lives) {
    incarnations = lives.check(violations);
    figures.incarnations(lives.stored());
    return lives;
  }

  private void compareLives(LogLives lives, TopicCursor topic) {
    figures.voidEvents(topic.voidEvents());
    lives.compare(topic, sources, violations).ifPresent(reasons::add);
  }

  /** The comparison is made with the cursor, which reports faults to the comparison. */
  private static final class TopicHolder {
    @Nullable TopicCheck check;
  }

  private @Nullable TopicCursor openTopic(TopicHolder holder, long relayed, LogLives lives) {
    if (!request.source().readsTopic()) {
      return null;
    }
    var check = new TopicCheck(violations, relayed);
    try {
      var topic = sources.topic(lives.rule(), check);
      if (!topic.cuts().isEmpty()) {
        reasons.add("retention has cut the topic: " + String.join(", ", topic.cuts()));
      } else {
        check.compareWith(topic::next);
        holder.check = check;
      }
      return topic;
    } catch (SourceUnavailableException unreachable) {
      reasons.add(reason(unreachable));
      return null;
    }
  }

  /** Null if there is no read model to compare with, which is said then. */
  private ReadModelSource.@Nullable Projected projected(@Nullable TopicCursor topic) {
    try {
      int partitions = topic == null ? sources.partitions() : topic.partitions();
      return sources.readModel().projected(partitions);
    } catch (SourceUnavailableException unreachable) {
      reasons.add("the read model is not compared: " + reason(unreachable));
      return null;
    }
  }

  private static LagTracker lagTracker(ReadModelSource.Projected projected) {
    int partitions = projected.highest().length;
    return new LagTracker(
        aggregate -> TopicPartitions.of(aggregate, partitions), projected.highest());
  }

  private void replayTopic() {
    var lives = takeLives(LogLives.ifSeen(sources));
    try (var topic =
        sources.topic(
            lives.rule(),
            (index, eventId, expected, found) ->
                TopicCheck.report(violations, index, eventId, expected, found))) {
      if (!topic.cuts().isEmpty()) {
        reasons.add("retention has cut the topic: " + String.join(", ", topic.cuts()));
        return;
      }
      figures.begin(0);
      long last = 0;
      for (var row = topic.next(); row != null; row = topic.next()) {
        var outcome = reader.read(row);
        log.accept(row, outcome);
        incarnations.accept(row, outcome);
        figures.accept(row);
        last = row.index();
        progress.reached(last);
      }
      log.end(last);
      figures.replayed();
      reasons.addAll(incarnations.end());
      compareLives(lives, topic);
    }
  }

  static String reason(SourceUnavailableException unreachable) {
    return String.valueOf(unreachable.getMessage()).lines().findFirst().orElse("unreachable");
  }
}
