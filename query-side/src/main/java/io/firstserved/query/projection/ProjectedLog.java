package io.firstserved.query.projection;

import io.firstserved.position.VoidRule;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows of the log it follows in one partition: how far it is in which incarnation, and
 * the last events it took. Tells a record that cannot be of that log, because the log has lost its
 * end and grown again, or somebody else writes to the topic (ADR 0018). Not thread-safe.
 */
final class ProjectedLog {

  private int log;
  private long incarnation;
  private long highestIndex;
  private final VoidRule rule;
  private final RecentEvents recent;
  private final Deque<TopicRecord> justTaken = new ArrayDeque<>(RecentEvents.LIMIT);
  private final List<Position> others;
  private final long othersHighest;

  /**
   * What is known at a position.
   *
   * @param ofRun every position of the run, as far as they are known
   * @param rule which records are void; none of these is asked about
   */
  ProjectedLog(Position at, Collection<Position> ofRun, VoidRule rule) {
    this.rule = rule;
    this.others = ofRun.stream().filter(other -> other.partition() != at.partition()).toList();
    this.othersHighest = others.stream().mapToLong(other -> other.recent().last()).max().orElse(0);
    this.log = at.log();
    this.incarnation = at.incarnation();
    this.highestIndex = at.highestIndex();
    this.recent = at.recent().copy();
  }

  /** Goes on to an event that was taken. */
  void took(TopicRecord next) {
    log = next.at().log();
    incarnation = next.at().incarnation();
    highestIndex = next.globalIndex();
    if (justTaken.size() == RecentEvents.LIMIT) {
      justTaken.removeFirst();
    }
    justTaken.addLast(next);
  }

  /**
   * Why a record cannot be of the same log.
   *
   * @param readBefore whether the run has passed the record's offset, so that it may be from the
   *     time of an older incarnation; one that is known has voided all that it had to
   * @return null if it can
   */
  @Nullable String contradiction(TopicRecord next, boolean readBefore) {
    if (highestIndex > 0 && next.at().log() != log) {
      return "a record of log %d among those of log %d".formatted(next.at().log(), log);
    }
    if (next.globalIndex() <= othersHighest) {
      for (var other : others) {
        if (other.recent().has(next.globalIndex())) {
          return "event %d is projected already, from partition %d"
              .formatted(next.globalIndex(), other.partition());
        }
      }
    }
    return next.globalIndex() > highestIndex ? ofTheNew(next) : ofTheTaken(next, readBefore);
  }

  private @Nullable String ofTheNew(TopicRecord next) {
    if (next.at().incarnation() < incarnation) {
      return olderIncarnation(next);
    }
    return next.previousIndex() < highestIndex
        ? "event %d names %d as the one before it, but %d is projected"
            .formatted(next.globalIndex(), next.previousIndex(), highestIndex)
        : null;
  }

  private @Nullable String ofTheTaken(TopicRecord next, boolean readBefore) {
    var index = next.globalIndex();
    var known = recent().fingerprintOf(index);
    if (known != null) {
      return known.equals(next.fingerprint())
          ? null
          : "another event than the projected one stands at index %d".formatted(index);
    }
    if (recent.reachBackTo(index)) {
      return "an event stands at index %d, where none of this partition was".formatted(index);
    }
    return ofTheForgotten(next, readBefore);
  }

  private @Nullable String ofTheForgotten(TopicRecord next, boolean readBefore) {
    if (next.at().incarnation() < incarnation && !readBefore && !rule.knows(incarnation)) {
      return olderIncarnation(next);
    }
    return next.at().incarnation() > incarnation && !recent.isUnknown()
        ? "incarnation %d has an event %d, but %d of incarnation %d is projected"
            .formatted(next.at().incarnation(), next.globalIndex(), highestIndex, incarnation)
        : null;
  }

  private String olderIncarnation(TopicRecord next) {
    return "event %d is of incarnation %d, but incarnation %d is projected"
        .formatted(next.globalIndex(), next.at().incarnation(), incarnation);
  }

  int log() {
    return log;
  }

  long incarnation() {
    return incarnation;
  }

  long highestIndex() {
    return highestIndex;
  }

  /** With the events taken last; the others of a batch need no fingerprint. */
  RecentEvents recent() {
    justTaken.forEach(next -> recent.add(next.globalIndex(), next.fingerprint()));
    justTaken.clear();
    return recent;
  }
}
