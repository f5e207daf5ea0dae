package io.firstserved.query.audit;

import io.firstserved.query.audit.check.Promise;
import io.firstserved.query.audit.check.Violation;
import io.firstserved.query.audit.run.Figures;
import io.firstserved.query.audit.run.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** An audit as a page for people: the verdict, the figures, each promise, each violation. */
final class AuditPage {

  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
      color:#1b1f24}
      .verdict{padding:1rem 1.25rem;border-radius:.5rem;color:#fff;font-size:1.6rem;font-weight:700}
      .PROVEN{background:#1a7f37}.VIOLATED{background:#b42318}.INCOMPLETE{background:#8a6100}
      .RUNNING{background:#475467}
      table{border-collapse:collapse;width:100%;margin:1rem 0}
      th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #d8dee4;\
      vertical-align:top;overflow-wrap:anywhere}
      .bad{color:#b42318;font-weight:600}.good{color:#1a7f37}
      @media(max-width:40rem){body{font-size:14px;margin:1rem auto}}
      """;

  private AuditPage() {}

  static String of(Audit audit) {
    var page = new StringBuilder(4_096);
    page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        .append("<title>Audit ")
        .append(text(audit.id()))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body><main>");
    verdict(page, audit);
    figures(page, audit.figures());
    promises(page, audit);
    violations(page, audit);
    return page.append("</main></body></html>").toString();
  }

  private static void verdict(StringBuilder page, Audit audit) {
    var verdict = audit.verdict();
    page.append("<h1>Audit of ")
        .append(audit.campaignId() == null ? "all campaigns" : text(audit.campaignId()))
        .append("</h1><p class=\"verdict ")
        .append(verdict == null ? "RUNNING" : verdict)
        .append("\">")
        .append(verdict == null ? running(audit) : sentence(verdict))
        .append("</p>");
    audit.reasons().forEach(reason -> page.append("<p>").append(text(reason)).append("</p>"));
    page.append("<p>Asked for by ")
        .append(text(audit.requestedBy()))
        .append(" at ")
        .append(audit.requestedAt())
        .append(", source ")
        .append(audit.source())
        .append(".</p>");
  }

  private static String running(Audit audit) {
    return audit.state() + ": " + audit.progress().checked() + " of " + audit.progress().head();
  }

  private static String sentence(Verdict verdict) {
    return switch (verdict) {
      case PROVEN -> "PROVEN: every promise was checked and holds";
      case VIOLATED -> "VIOLATED: a promise is broken";
      case INCOMPLETE -> "INCOMPLETE: nothing broken was found, but not everything was checked";
    };
  }

  private static void figures(StringBuilder page, @Nullable Figures figures) {
    if (figures == null) {
      return;
    }
    page.append("<h2>Figures</h2><table>");
    row(page, "Events checked", figures.events());
    row(page, "Campaigns", figures.campaigns());
    row(page, "Coupons issued", figures.issued());
    row(page, "Clear refusals", figures.refused());
    row(page, "First event", figures.firstEventAt());
    row(page, "Last event", figures.lastEventAt());
    row(page, "Events compared with the topic", figures.topicEvents());
    row(page, "Coupons compared with the read model", figures.readModelRows());
    row(page, "Campaigns compared with the gate", figures.gatesCompared());
    row(page, "Answers compared with the log", figures.answers());
    row(page, "Coupons whose answer was lost", figures.unansweredCoupons());
    row(page, "Sealed up to index", figures.sealedUpTo());
    row(page, "Seal", figures.seal());
    row(page, "Duration", figures.durationMillis() + " ms");
    row(page, "Events per second", figures.eventsPerSecond());
    page.append("</table>");
  }

  private static void row(StringBuilder page, String name, @Nullable Object value) {
    if (value != null) {
      page.append("<tr><th scope=\"row\">")
          .append(name)
          .append("</th><td>")
          .append(text(value.toString()))
          .append("</td></tr>");
    }
  }

  private static void promises(StringBuilder page, Audit audit) {
    if (!audit.isDone()) {
      return;
    }
    page.append("<h2>Promises</h2><table>");
    for (var promise : Promise.values()) {
      var count = audit.violationCounts().getOrDefault(promise, 0L);
      page.append("<tr><th scope=\"row\">")
          .append(promise)
          .append("</th><td>")
          .append(promise.title())
          .append("</td><td class=\"")
          .append(count == 0 ? "good\">no violation" : "bad\">" + count + " violations")
          .append("</td></tr>");
    }
    page.append("</table>");
  }

  private static void violations(StringBuilder page, Audit audit) {
    if (audit.violations().isEmpty()) {
      return;
    }
    page.append("<h2>Violations</h2><table><tr><th>Promise</th><th>Campaign</th><th>Index</th>")
        .append("<th>Event</th><th>Expected</th><th>Found</th></tr>");
    audit.violations().forEach(violation -> violation(page, violation));
    page.append("</table>");
  }

  private static void violation(StringBuilder page, Violation violation) {
    page.append("<tr><td>").append(violation.promise());
    cell(page, violation.campaign());
    cell(page, violation.index() == 0 ? null : Long.toString(violation.index()));
    cell(page, violation.eventId());
    cell(page, violation.expected());
    cell(page, violation.found());
    page.append("</td></tr>");
  }

  private static void cell(StringBuilder page, @Nullable String value) {
    page.append("</td><td>").append(value == null ? "–" : text(value));
  }

  private static String text(String raw) {
    return HtmlUtils.htmlEscape(raw);
  }
}
