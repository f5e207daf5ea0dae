package io.firstserved.query.operations;

import io.firstserved.query.operations.Finding.Code;
import io.firstserved.query.operations.Finding.Severity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Follows findings over time: says for a while that one is over, and how long it lasted. Not
 * thread-safe.
 */
final class FindingTrend {

  private final Duration worthTelling;
  private final Duration recoveredFor;
  private @Nullable Instant troubleSince;
  private @Nullable Instant endedAt;
  private Duration lasted = Duration.ZERO;

  /**
   * A trend without trouble so far.
   *
   * @param worthTelling the shortest trouble whose end is told
   * @param recoveredFor for how long it is told
   */
  FindingTrend(Duration worthTelling, Duration recoveredFor) {
    this.worthTelling = worthTelling;
    this.recoveredFor = recoveredFor;
  }

  /** The same finding, or, if nothing was found since a moment ago, that a trouble is over. */
  Finding after(Instant now, Finding finding) {
    if (isTrouble(finding)) {
      troubleSince = troubleSince == null ? now : troubleSince;
      endedAt = null;
      return finding;
    }
    if (troubleSince != null) {
      lasted = Duration.between(troubleSince, now);
      endedAt = lasted.compareTo(worthTelling) >= 0 ? now : null;
      troubleSince = null;
    }
    var isRecent = endedAt != null && Duration.between(endedAt, now).compareTo(recoveredFor) < 0;
    return isRecent && finding.code() == Code.HEALTHY
        ? Finding.of(Code.RECOVERED, lasted.toSeconds(), 0)
        : finding;
  }

  private static boolean isTrouble(Finding finding) {
    return finding.severity() == Severity.BAD || finding.code() == Code.LAGGING;
  }
}
