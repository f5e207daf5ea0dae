package io.firstserved.standalone.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * An audit in words for the terminal: the verdict first, then figures, then each violation with the
 * event that proves it.
 *
 * @param audit as the query side writes it
 */
public record AuditAnswer(JsonNode audit) {

  private static final int PROVEN = 0;
  private static final int VIOLATED = 2;
  private static final int INCOMPLETE = 3;
  private static final int SHOWN = 20;

  /** 0 proven, 2 violated, 3 incomplete. */
  public int exitStatus() {
    return switch (audit.path("verdict").asText()) {
      case "PROVEN" -> PROVEN;
      case "VIOLATED" -> VIOLATED;
      default -> INCOMPLETE;
    };
  }

  /** The lines to show. */
  public String text() {
    var text = new StringBuilder("Audit: " + audit.path("verdict").asText() + "\n");
    var figures = audit.path("figures");
    text.append(
        String.format(
            Locale.ROOT,
            "  %,d events, %,d coupons issued in %,d campaigns, checked in %,d ms",
            figures.path("events").asLong(),
            figures.path("issued").asLong(),
            figures.path("campaigns").asLong(),
            figures.path("durationMillis").asLong()));
    audit
        .path("reasons")
        .forEach(reason -> text.append("\n  not checked: ").append(reason.asText()));
    audit.path("remarks").forEach(remark -> text.append("\n  remark: ").append(remark.asText()));
    audit
        .path("violationCounts")
        .properties()
        .forEach(
            count ->
                text.append("\n  ").append(count.getKey()).append(": ").append(count.getValue()));
    int shown = 0;
    for (var violation : audit.path("violations")) {
      if (shown++ == SHOWN) {
        return text.append("\n  … and more: --json shows them").toString();
      }
      text.append("\n  ").append(line(violation));
    }
    return text.toString();
  }

  private static String line(JsonNode violation) {
    return String.format(
        Locale.ROOT,
        "%s at event %d (%s): expected %s, found %s",
        violation.path("promise").asText(),
        violation.path("index").asLong(),
        violation.path("eventId").asText(),
        violation.path("expected").asText(),
        violation.path("found").asText());
  }
}
