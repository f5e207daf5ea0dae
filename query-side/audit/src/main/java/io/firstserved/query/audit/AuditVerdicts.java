package io.firstserved.query.audit;

import io.firstserved.query.audit.check.Promise;
import io.firstserved.query.audit.run.Verdict;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the history says of the whole log. An audit of one campaign counts only if it found
 * something broken.
 *
 * @param last the verdict of the last audit; null if there never was one
 * @param conclusive the last verdict that was not INCOMPLETE; null if there never was one
 * @param provenAt when every promise was last proven; the epoch for never
 * @param violations what the last conclusive audit found; empty if it found nothing
 */
record AuditVerdicts(
    @Nullable Verdict last,
    @Nullable Verdict conclusive,
    Instant provenAt,
    Map<Promise, Long> violations) {}
