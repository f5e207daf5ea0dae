package io.firstserved.query.audit;

import io.firstserved.query.audit.run.AuditResult;
import io.firstserved.query.audit.run.Verdict;
import io.firstserved.query.audit.seal.SealedHead;
import org.jspecify.annotations.Nullable;

/**
 * What an audit came to, as it is kept.
 *
 * @param verdict in one word
 * @param report in full
 * @param sealed where the seals end that it vouches for; null if it does not
 */
record Outcome(Verdict verdict, Audit.Report report, @Nullable SealedHead sealed) {

  static Outcome of(AuditResult result) {
    var sealed = result.verdict() == Verdict.VIOLATED ? null : result.sealed();
    return new Outcome(result.verdict(), Audit.Report.of(result), sealed);
  }

  /** It did not come to its end. */
  static Outcome lost(String why) {
    return new Outcome(Verdict.INCOMPLETE, Audit.Report.lost(why), null);
  }
}
