package io.firstserved.query.operations;

import io.firstserved.query.operations.Matter.Code;
import io.firstserved.query.status.ProjectionView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the one thing to say: the first rule that applies, the worst first. Pure. */
final class Diagnosis {

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

  Matter of(Signs signs) {
    return Stream.<Function<Signs, Optional<Matter>>>of(
            Diagnosis::blocked,
            this::unseen,
            this::projector,
            this::standing,
            this::lagging,
            Diagnosis::deadLetters,
            Diagnosis::replaying)
        .flatMap(rule -> rule.apply(signs).stream())
        .findFirst()
        .orElse(Matter.of(Code.WELL, 0, 0));
  }

  private static Optional<Matter> blocked(Signs signs) {
    return signs.projections().stream()
        .filter(projection -> projection.state().equals(BLOCKED))
        .findFirst()
        .map(
            projection ->
                Matter.of(Code.BLOCKED, waitingSeconds(signs), waiting(signs))
                    .about(projection.name(), projection.fault()));
  }

  private Optional<Matter> unseen(Signs signs) {
    return unseen(Code.LOG_UNSEEN, signs.logUnseen(), signs)
        .or(() -> unseen(Code.TOPIC_UNSEEN, signs.topicUnseen(), signs))
        .or(() -> unseen(Code.READ_MODEL_UNSEEN, signs.readModelUnseen(), signs));
  }

  private Optional<Matter> unseen(Code code, Duration unseen, Signs signs) {
    return unseen.compareTo(standingAfter) < 0
        ? Optional.empty()
        : Optional.of(Matter.of(code, unseen.toSeconds(), waiting(signs)));
  }

  /** Another node may have taken over: then events are projected, and this is no trouble. */
  private Optional<Matter> projector(Signs signs) {
    var projector = signs.projector();
    var isStill = signs.projectorStill().compareTo(laggingAfter) >= 0;
    var code =
        switch (projector.status()) {
          case STOPPED -> isStill ? Code.PROJECTOR_STOPPED : null;
          case RETRYING -> isStill ? Code.PROJECTOR_RETRYING : null;
          case RUNNING -> null;
        };
    var since = Duration.between(projector.since(), signs.at()).toSeconds();
    return Optional.ofNullable(code)
        .map(found -> Matter.of(found, since, waiting(signs)).about(null, projector.fault()));
  }

  private Optional<Matter> standing(Signs signs) {
    if (signs.relayStill().compareTo(standingAfter) >= 0) {
      var events = signs.lag().relay().events();
      return Optional.of(Matter.of(Code.RELAY_STANDING, signs.relayStill().toSeconds(), events));
    }
    if (signs.projectorStill().compareTo(standingAfter) >= 0 && signs.lag().kafka().events() > 0) {
      var still = signs.projectorStill().toSeconds();
      return Optional.of(Matter.of(Code.PROJECTOR_STANDING, still, waiting(signs)));
    }
    return Optional.empty();
  }

  private Optional<Matter> lagging(Signs signs) {
    var lag = Math.max(signs.lag().projector().seconds(), signs.lag().relay().seconds());
    return lag * 1_000 < laggingAfter.toMillis() || waiting(signs) == 0
        ? Optional.empty()
        : Optional.of(
            Matter.of(Code.LAGGING, waitingSeconds(signs), waiting(signs))
                .catchingUpIn(signs.catchUpSeconds()));
  }

  private static Optional<Matter> deadLetters(Signs signs) {
    long letters = signs.projections().stream().mapToLong(ProjectionView::deadLetters).sum();
    return letters == 0 ? Optional.empty() : Optional.of(Matter.of(Code.DEAD_LETTERS, 0, letters));
  }

  private static Optional<Matter> replaying(Signs signs) {
    return signs.projections().stream()
        .filter(projection -> isReplaying(projection))
        .findFirst()
        .map(projection -> Matter.of(Code.REPLAYING, 0, 0).about(projection.name(), null));
  }

  private static boolean isReplaying(ProjectionView projection) {
    var replay = projection.replay();
    return replay != null && (replay.status().equals(RUNNING) || replay.status().equals(CLEARING));
  }

  private static long waiting(Signs signs) {
    return signs.lag().projector().events();
  }

  private static long waitingSeconds(Signs signs) {
    return (long) signs.lag().projector().seconds();
  }
}
