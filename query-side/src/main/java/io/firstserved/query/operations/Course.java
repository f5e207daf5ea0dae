package io.firstserved.query.operations;

import io.firstserved.query.operations.Matter.Code;
import io.firstserved.query.operations.Matter.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The course of troubles: says for a while that one is over, and how long it lasted. Not
 * thread-safe.
 */
final class Course {

  private final Duration worthTelling;
  private final Duration recoveredFor;
  private @Nullable Instant troubleSince;
  private @Nullable Instant endedAt;
  private Duration lasted = Duration.ZERO;

  /**
   * A course without trouble so far.
   *
   * @param worthTelling the shortest trouble whose end is told
   * @param recoveredFor for how long it is told
   */
  Course(Duration worthTelling, Duration recoveredFor) {
    this.worthTelling = worthTelling;
    this.recoveredFor = recoveredFor;
  }

  /** The same matter, or, if nothing is the matter since a moment ago, that a trouble is over. */
  Matter follow(Instant now, Matter matter) {
    if (isTrouble(matter)) {
      troubleSince = troubleSince == null ? now : troubleSince;
      endedAt = null;
      return matter;
    }
    if (troubleSince != null) {
      lasted = Duration.between(troubleSince, now);
      endedAt = lasted.compareTo(worthTelling) >= 0 ? now : null;
      troubleSince = null;
    }
    var isRecent = endedAt != null && Duration.between(endedAt, now).compareTo(recoveredFor) < 0;
    return isRecent && matter.code() == Code.WELL
        ? Matter.of(Code.RECOVERED, lasted.toSeconds(), 0)
        : matter;
  }

  private static boolean isTrouble(Matter matter) {
    return matter.severity() == Severity.BAD || matter.code() == Code.LAGGING;
  }
}
