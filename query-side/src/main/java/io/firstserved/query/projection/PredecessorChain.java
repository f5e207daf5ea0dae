package io.firstserved.query.projection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows one partition from a position through newly read records, each of which names its
 * predecessor's place in the log. Records seen before are passed over; a record whose predecessor
 * was not seen is never taken, and the position stays in front of it until the missing one comes.
 * So it does not matter who read the records, from where, or how often.
 */
final class PredecessorChain {

  private final List<TopicRecord> taken = new ArrayList<>();
  private final Position start;
  private long nextOffset;
  private long highestIndex;
  private long events;
  private @Nullable Long gapBefore;
  private boolean mendedAfterGap;

  private PredecessorChain(Position start) {
    this.start = start;
    this.nextOffset = start.nextOffset();
    this.highestIndex = start.highestIndex();
    this.events = start.events();
    this.gapBefore = start.gapBefore();
  }

  /** Follows the records, which are of the position's partition and in the order of offsets. */
  static PredecessorChain from(Position start, List<TopicRecord> records) {
    var chain = new PredecessorChain(start);
    records.forEach(chain::add);
    return chain;
  }

  private void add(TopicRecord next) {
    if (!next.isNumbered()) {
      addUnnumbered(next);
    } else if (next.globalIndex() <= highestIndex) {
      advanceTo(next);
    } else if (next.previousIndex() == highestIndex) {
      taken.add(next);
      highestIndex = next.globalIndex();
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

  /** The records to take, in order. */
  List<TopicRecord> taken() {
    return taken;
  }

  /** The position after them. */
  Position position(String node) {
    var blockedBy = mendedAfterGap ? null : gapBefore;
    return new Position(start.partition(), nextOffset, highestIndex, events, blockedBy, node);
  }

  /**
   * Whether to read again from the position: the records began behind it, so that the missing event
   * may merely not have been read; or the missing event did come, and what was passed over before
   * it can be taken now.
   */
  boolean mustReread(long firstOffset) {
    return gapBefore != null && (mendedAfterGap || firstOffset > start.nextOffset());
  }
}
