package io.firstserved.query.audit.run;

import io.firstserved.query.audit.check.Promise;
import io.firstserved.query.audit.check.Violation;
import io.firstserved.query.audit.seal.SealedHead;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found.
 *
 * @param verdict in one word
 * @param reasons what could not be checked, and why; a sentence each
 * @param remarks what does not touch the verdict, which is about the past, and may break a promise
 *     in future; a sentence each
 * @param figures in figures
 * @param counts violations per promise
 * @param violations the first violations in detail
 * @param sealed where the seals end; null if they were not read
 */
public record AuditResult(
    Verdict verdict,
    List<String> reasons,
    List<String> remarks,
    Figures figures,
    Map<Promise, Long> counts,
    List<Violation> violations,
    @Nullable SealedHead sealed) {}
