package io.firstserved.query.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What was found, as a code and figures; the page makes one sentence of it in its reader's
 * language.
 *
 * @param code what it is
 * @param severity how bad that is
 * @param seconds for how long: since when it stands still or cannot be seen, how old the oldest
 *     waiting event is, or how long a trouble lasted that is over
 * @param events how many events wait
 * @param catchUpSeconds in how many seconds they will have been projected at the present pace; null
 *     if that cannot be told
 * @param projection which projection, if it is about one
 * @param detail a fault in the words of the part that failed, or how many servers of how many take
 *     part; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(
    Code code,
    Severity severity,
    long seconds,
    long events,
    @Nullable Long catchUpSeconds,
    @Nullable String projection,
    @Nullable String detail) {

  /** How bad a finding is. */
  enum Severity {
    /** Nothing to do. */
    GOOD,
    /** To be watched; it may end by itself. */
    WARN,
    /** Somebody has to act. */
    BAD
  }

  /** What can be found, the worst first. */
  enum Code {
    /** Log or topic are not the ones that were projected: the log has lost its end, or worse. */
    LOG_DIVERGED(Severity.BAD),
    /** An event is missing in the topic, and a projection stands in front of it. */
    BLOCKED(Severity.BAD),
    /** No majority of a group of database servers names a primary. */
    NO_PRIMARY(Severity.BAD),
    /** The log's database does not answer the watcher. */
    LOG_UNSEEN(Severity.BAD),
    /** Kafka does not answer the watcher. */
    TOPIC_UNSEEN(Severity.BAD),
    /** The read models' database does not answer the watcher. */
    READ_MODEL_UNSEEN(Severity.BAD),
    /** This node's projector was stopped, and events wait. */
    PROJECTOR_STOPPED(Severity.BAD),
    /** This node's projector fails and tries again. */
    PROJECTOR_RETRYING(Severity.BAD),
    /** Events wait in the log, and none reaches the topic. */
    RELAY_STANDING(Severity.BAD),
    /** Events wait in the topic, and none is projected. */
    PROJECTOR_STANDING(Severity.BAD),
    /** A server of a group of databases does not take part; the others go on. */
    MEMBER_AWAY(Severity.WARN),
    /** Events wait, and are being worked off. */
    LAGGING(Severity.WARN),
    /** Events were parked as dead letters. */
    DEAD_LETTERS(Severity.WARN),
    /** A crash of a database's server can lose a coupon that was answered 201, as it is set up. */
    NOT_DURABLE(Severity.WARN),
    /** A projection is being rebuilt; reads are answered from the old rows meanwhile. */
    REPLAYING(Severity.GOOD),
    /** The lag has not been measured yet since this node started. */
    NOT_MEASURED(Severity.WARN),
    /** A trouble has just ended. */
    RECOVERED(Severity.GOOD),
    /** Everything is projected. */
    HEALTHY(Severity.GOOD);

    private final Severity severity;

    Code(Severity severity) {
      this.severity = severity;
    }

    Severity severity() {
      return severity;
    }
  }

  static Finding of(Code code, long seconds, long events) {
    return new Finding(code, code.severity(), seconds, events, null, null, null);
  }

  Finding catchingUpIn(@Nullable Long newCatchUpSeconds) {
    return new Finding(code, severity, seconds, events, newCatchUpSeconds, projection, detail);
  }

  Finding about(@Nullable String newProjection, @Nullable String newDetail) {
    return new Finding(code, severity, seconds, events, catchUpSeconds, newProjection, newDetail);
  }
}
