package io.firstserved.query.audit;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.edge.Caller;
import io.firstserved.edge.Cursor;
import io.firstserved.edge.Page;
import io.firstserved.edge.RefusedFor;
import io.firstserved.query.audit.bundle.ProvenAudits;
import io.firstserved.query.audit.run.AuditRequest;
import io.firstserved.query.audit.run.Source;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Audits over HTTP. */
@RestController
@RequestMapping("/api/v1/audits")
@Tag(name = "audits", description = "Proofs that the promises were kept")
class AuditController {

  private final AuditQueue queue;
  private final AuditTable audits;
  private final HistoryUpload histories;

  AuditController(AuditQueue queue, AuditTable audits, HistoryUpload histories) {
    this.queue = queue;
    this.audits = audits;
    this.histories = histories;
  }

  /**
   * What is to be audited; what is left out is taken from the query's parameters.
   *
   * @param campaignId the campaign; null for all
   * @param source what is replayed; both if null
   */
  record Wanted(
      @Nullable @Pattern(regexp = CampaignId.PATTERN) String campaignId, @Nullable Source source) {
    AuditRequest or(@Nullable String campaign, Source replayed) {
      return new AuditRequest(
          campaignId == null ? campaign : campaignId, source == null ? replayed : source, null);
    }
  }

  @PostMapping
  @Operation(
      operationId = "startAudit",
      summary = "Audit one campaign or all; the answer's Location tells the verdict later")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @RefusedFor(Reason.OVERLOADED)
  ResponseEntity<Audit> start(
      @Valid @RequestBody(required = false) @Nullable Wanted body,
      @RequestParam(required = false) @Pattern(regexp = CampaignId.PATTERN)
          @Nullable String campaignId,
      @RequestParam(defaultValue = "BOTH") Source source,
      Caller caller) {
    var wanted = body == null ? new Wanted(null, null) : body;
    return accepted(queue.submit(wanted.or(campaignId, source), caller.name()));
  }

  @PostMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
  @Operation(
      summary =
          "Audit, and compare the answers that clients recorded: one JSON object per line,"
              + " {userId, campaignId, status, couponId?, serial?, reason?}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @RefusedFor({Reason.BODY_TOO_LARGE, Reason.OVERLOADED})
  ResponseEntity<Audit> startWithAnswers(
      @RequestParam(required = false) @Pattern(regexp = CampaignId.PATTERN)
          @Nullable String campaignId,
      @RequestParam(defaultValue = "BOTH") Source source,
      HttpServletRequest body,
      Caller caller)
      throws IOException {
    var history = histories.receive(body.getInputStream());
    return accepted(queue.submit(new AuditRequest(campaignId, source, history), caller.name()));
  }

  private ResponseEntity<Audit> accepted(String id) {
    return ResponseEntity.accepted().location(URI.create("/api/v1/audits/" + id)).body(find(id));
  }

  @GetMapping
  @Operation(operationId = "listAudits", summary = "Past audits and running ones, the latest first")
  Page<Audit> list(
      @RequestParam(required = false) @Pattern(regexp = Cursor.PATTERN) @Nullable String after,
      @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
          int limit) {
    return Page.of(
        audits.before(Cursor.parse(after), limit + 1),
        limit,
        audit -> audit,
        audit -> new Cursor(audit.requestedAt().toEpochMilli(), audit.id()).toString());
  }

  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(operationId = "findAudit", summary = "One audit: its progress, then its verdict")
  @RefusedFor(Reason.NOT_FOUND)
  Audit find(@PathVariable @Pattern(regexp = ProvenAudits.ID_PATTERN) String id) {
    return audits
        .find(id)
        .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "no such audit: " + id));
  }
}
