package io.firstserved.query.audit.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be audited.
 *
 * @param campaign the campaign; null for all. The log is replayed whole in any case
 * @param source what is replayed
 * @param history answers that clients recorded, a JSON object per line; null if there are none
 */
public record AuditRequest(@Nullable String campaign, Source source, @Nullable Path history) {}
