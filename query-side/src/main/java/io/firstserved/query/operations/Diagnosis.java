package io.firstserved.query.operations;

import io.firstserved.database.group.GroupState;
import io.firstserved.query.operations.Finding.Code;
import io.firstserved.query.status.ProjectionView;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the one thing to say: the first rule that applies, the worst first. Pure. */
final class Diagnosis {

  private static final String LOG_DIVERGED = "LOG_DIVERGED";
  private static final String BLOCKED = "BLOCKED";
  private static final String RUNNING = "RUNNING";
  private static final String CLEARING = "CLEARING";

  private final Duration laggingAfter;
  private final Duration standingAfter;

  /**
   * A diagnosis with these thresholds.
   *
   * @param laggingAfter from which age of the oldest waiting event on something lags
   * @param standingAfter after how long without progress, or without being seen, a part stands
   */
  Diagnosis(Duration laggingAfter, Duration standingAfter) {
    this.laggingAfter = laggingAfter;
    this.standingAfter = standingAfter;
  }

  Finding of(HealthSample sample) {
    return Stream.<Function<HealthSample, Optional<Finding>>>of(
            at -> standsInFront(at, LOG_DIVERGED, Code.LOG_DIVERGED),
            at -> standsInFront(at, BLOCKED, Code.BLOCKED),
            this::withoutPrimary,
            this::unseen,
            this::projector,
            this::standing,
            Diagnosis::memberAway,
            this::lagging,
            Diagnosis::deadLetters,
            Diagnosis::notDurable,
            Diagnosis::replaying,
            Diagnosis::notMeasured)
        .flatMap(rule -> rule.apply(sample).stream())
        .findFirst()
        .orElse(Finding.of(Code.HEALTHY, 0, 0));
  }

  private static Optional<Finding> standsInFront(HealthSample sample, String state, Code code) {
    return sample.projections().stream()
        .filter(projection -> projection.state().equals(state))
        .findFirst()
        .map(
            projection ->
                Finding.of(code, waitingSeconds(sample), waiting(sample))
                    .about(projection.name(), projection.fault()));
  }

  private Optional<Finding> withoutPrimary(HealthSample sample) {
    return sample.databases().groups().stream()
        .map(GroupState::withoutPrimary)
        .filter(lasts -> lasts.compareTo(standingAfter) >= 0)
        .max(Comparator.naturalOrder())
        .map(lasts -> Finding.of(Code.NO_PRIMARY, lasts.toSeconds(), waiting(sample)));
  }

  private static Optional<Finding> memberAway(HealthSample sample) {
    return sample.databases().groups().stream()
        .filter(group -> group.online() < group.servers())
        .min(Comparator.comparing(GroupState::online))
        .map(
            group ->
                Finding.of(Code.MEMBER_AWAY, 0, waiting(sample))
                    .about(null, group.online() + "/" + group.servers()));
  }

  private static Optional<Finding> notDurable(HealthSample sample) {
    var faults = sample.databases().faults();
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.of(Code.NOT_DURABLE, 0, waiting(sample))
                .about(null, String.join(". ", faults) + "."));
  }

  private Optional<Finding> unseen(HealthSample sample) {
    return unseen(Code.LOG_UNSEEN, sample.logUnseen(), sample)
        .or(() -> unseen(Code.TOPIC_UNSEEN, sample.topicUnseen(), sample))
        .or(() -> unseen(Code.READ_MODEL_UNSEEN, sample.readModelUnseen(), sample));
  }

  private Optional<Finding> unseen(Code code, Duration unseen, HealthSample sample) {
    return unseen.compareTo(standingAfter) < 0
        ? Optional.empty()
        : Optional.of(Finding.of(code, unseen.toSeconds(), waiting(sample)));
  }

  /** Another node may have taken over: then events are projected, and this is no trouble. */
  private Optional<Finding> projector(HealthSample sample) {
    var projector = sample.projector();
    var isStill = sample.projectorStill().compareTo(laggingAfter) >= 0;
    var code =
        switch (projector.status()) {
          case STOPPED -> isStill ? Code.PROJECTOR_STOPPED : null;
          case RETRYING -> isStill ? Code.PROJECTOR_RETRYING : null;
          case RUNNING -> null;
        };
    var since = Duration.between(projector.since(), sample.at()).toSeconds();
    return Optional.ofNullable(code)
        .map(found -> Finding.of(found, since, waiting(sample)).about(null, projector.fault()));
  }

  private Optional<Finding> standing(HealthSample sample) {
    if (sample.relayStill().compareTo(standingAfter) >= 0) {
      var events = sample.lag().relay().events();
      return Optional.of(Finding.of(Code.RELAY_STANDING, sample.relayStill().toSeconds(), events));
    }
    if (sample.projectorStill().compareTo(standingAfter) >= 0
        && sample.lag().kafka().events() > 0) {
      var still = sample.projectorStill().toSeconds();
      return Optional.of(Finding.of(Code.PROJECTOR_STANDING, still, waiting(sample)));
    }
    return Optional.empty();
  }

  private Optional<Finding> lagging(HealthSample sample) {
    var lag = Math.max(sample.lag().projector().seconds(), sample.lag().relay().seconds());
    return lag * 1_000 < laggingAfter.toMillis() || waiting(sample) == 0
        ? Optional.empty()
        : Optional.of(
            Finding.of(Code.LAGGING, waitingSeconds(sample), waiting(sample))
                .catchingUpIn(sample.catchUpSeconds()));
  }

  private static Optional<Finding> deadLetters(HealthSample sample) {
    long letters = sample.projections().stream().mapToLong(ProjectionView::deadLetters).sum();
    return letters == 0 ? Optional.empty() : Optional.of(Finding.of(Code.DEAD_LETTERS, 0, letters));
  }

  private static Optional<Finding> replaying(HealthSample sample) {
    return sample.projections().stream()
        .filter(projection -> isReplaying(projection))
        .findFirst()
        .map(projection -> Finding.of(Code.REPLAYING, 0, 0).about(projection.name(), null));
  }

  private static boolean isReplaying(ProjectionView projection) {
    var replay = projection.replay();
    return replay != null && (replay.status().equals(RUNNING) || replay.status().equals(CLEARING));
  }

  private static Optional<Finding> notMeasured(HealthSample sample) {
    return sample.lag().measuredAt() == null
        ? Optional.of(Finding.of(Code.NOT_MEASURED, 0, 0))
        : Optional.empty();
  }

  private static long waiting(HealthSample sample) {
    return sample.lag().projector().events();
  }

  private static long waitingSeconds(HealthSample sample) {
    return (long) sample.lag().projector().seconds();
  }
}
