package io.firstserved.query.projection;

import io.firstserved.position.VoidRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows one partition from a position through newly read records, each of which names its
 * predecessor's place in the log. Records seen before are passed over; a record whose predecessor
 * was not seen is never taken, and the position stays in front of it until the missing one comes.
 * So it does not matter who read the records, from where, or how often. In front of a record that
 * cannot be of the same log the position stays for good, until somebody decides which log counts.
 * What that decision voided is passed over.
 */
final class PredecessorChain {

  private final List<TopicRecord> taken = new ArrayList<>();
  private final Position start;
  private final VoidRule rule;
  private final ProjectedLog log;
  private final long firstOffset;
  private long nextOffset;
  private long events;
  private @Nullable Long gapBefore;
  private @Nullable String divergence;
  private boolean mendedAfterGap;

  private PredecessorChain(
      Position start, Collection<Position> ofRun, VoidRule rule, long firstOffset) {
    this.start = start;
    this.rule = rule;
    this.log = new ProjectedLog(start, ofRun, rule);
    this.firstOffset = firstOffset;
    this.nextOffset = start.nextOffset();
    this.events = start.events();
    this.gapBefore = hasVoidGap(firstOffset) ? null : start.gapBefore();
    // Who reads the record in front of the position again judges it anew.
    this.divergence = firstOffset > nextOffset ? start.divergence() : null;
  }

  /** The event that is missing is a void one; who reads in front of it again will see. */
  private boolean hasVoidGap(long first) {
    var gap = start.gapBefore();
    return gap != null && first == nextOffset && rule.voids(start.incarnation(), gap);
  }

  /**
   * Follows the records, of which there is one at least, of the position's partition and in the
   * order of offsets.
   *
   * @param ofRun every position of the run, as far as they are known
   * @param rule which records are void
   */
  static PredecessorChain from(
      Position start, Collection<Position> ofRun, VoidRule rule, List<TopicRecord> records) {
    var chain = new PredecessorChain(start, ofRun, rule, records.getFirst().offset());
    records.forEach(chain::add);
    return chain;
  }

  /** Takes nothing and stays, because of what the whole run has taken before. */
  static PredecessorChain standing(Position start, VoidRule rule, String divergence) {
    var chain = new PredecessorChain(start, List.of(), rule, start.nextOffset());
    chain.divergence = divergence;
    return chain;
  }

  private void add(TopicRecord next) {
    if (divergence != null) {
      return;
    }
    if (rule.voids(next.at())) {
      advanceTo(next);
      return;
    }
    if (!next.isNumbered()) {
      addUnnumbered(next);
      return;
    }
    var contradiction = log.contradiction(next, next.offset() < nextOffset);
    if (contradiction == null) {
      follow(next);
    } else {
      divergence =
          "partition %d, offset %d: %s".formatted(next.partition(), next.offset(), contradiction);
    }
  }

  private void follow(TopicRecord next) {
    if (next.globalIndex() <= log.highestIndex()) {
      advanceTo(next);
    } else if (next.previousIndex() == log.highestIndex()) {
      taken.add(next);
      log.took(next);
      events++;
      mendedAfterGap |= gapBefore != null;
      advanceTo(next);
    } else if (gapBefore == null) {
      gapBefore = next.globalIndex();
    }
  }

  /** Nothing but its offset tells whether a record without a number was seen before. */
  private void addUnnumbered(TopicRecord next) {
    if (gapBefore == null && next.offset() >= nextOffset) {
      taken.add(next);
      advanceTo(next);
    }
  }

  private void advanceTo(TopicRecord next) {
    if (gapBefore == null) {
      nextOffset = Math.max(nextOffset, next.offset() + 1);
    }
  }

  /** Whether a record cannot be of the log that was projected. */
  boolean isDiverged() {
    return divergence != null;
  }

  /** The partition that is followed. */
  int partition() {
    return start.partition();
  }

  /** The records to take, in order. */
  List<TopicRecord> taken() {
    return taken;
  }

  /** The position after them. */
  Position position(String node) {
    return new Position(
        start.partition(),
        nextOffset,
        log.log(),
        log.incarnation(),
        log.highestIndex(),
        events,
        mendedAfterGap ? null : gapBefore,
        divergence,
        log.recent(),
        node);
  }

  /**
   * Whether to read again from the position: the records began behind it, so that the missing event
   * may merely not have been read; or the missing event did come, and what was passed over before
   * it can be taken now.
   */
  boolean mustReread() {
    return gapBefore != null && (mendedAfterGap || firstOffset > start.nextOffset());
  }
}
