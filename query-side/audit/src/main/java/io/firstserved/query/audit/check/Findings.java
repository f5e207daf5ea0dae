package io.firstserved.query.audit.check;

import io.firstserved.api.event.LogRow;
import org.jspecify.annotations.Nullable;

/** Words a check's findings about the row at hand. */
final class Findings {

  private final Violations violations;

  Findings(Violations violations) {
    this.violations = violations;
  }

  void at(LogRow row, Promise promise, @Nullable String campaign, String expected, String found) {
    violations.add(new Violation(promise, campaign, row.index(), row.eventId(), expected, found));
  }

  void missing(long index, String expected, String found) {
    violations.add(new Violation(Promise.P6, null, index, null, expected, found));
  }
}
