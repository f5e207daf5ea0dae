package io.firstserved.command.issuance;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.admission.CallerRates;
import io.firstserved.command.dispatch.LogIndex;
import io.firstserved.edge.Caller;
import io.firstserved.edge.IdempotencyKey;
import io.firstserved.edge.RefusedFor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The issue command over HTTP. */
@RestController
@Tag(name = "issuance", description = "Coupons, first come, first served")
class IssuanceController {

  private final Issuance issuance;
  private final CallerRates rates;
  private final LogIndex logIndex;

  IssuanceController(Issuance issuance, CallerRates rates, LogIndex logIndex) {
    this.issuance = issuance;
    this.rates = rates;
    this.logIndex = logIndex;
  }

  @PostMapping("/api/v1/campaigns/{campaignId}/coupons")
  @Operation(
      operationId = "issueCoupon",
      summary = "Issue a coupon to a user",
      description =
          "201: the coupon is in the log, whatever happens next. 409 ALREADY_ISSUED, 410 SOLD_OUT or"
              + " CLOSED, 403 NOT_OPEN or PAUSED, 404 UNKNOWN_CAMPAIGN: refused for good or for now."
              + " 429 and 503: try again later, nothing was issued.")
  @ResponseStatus(HttpStatus.CREATED)
  @RefusedFor({
    Reason.UNKNOWN_CAMPAIGN,
    Reason.ALREADY_ISSUED,
    Reason.SOLD_OUT,
    Reason.CLOSED,
    Reason.NOT_OPEN,
    Reason.PAUSED,
    Reason.RATE_LIMITED,
    Reason.OVERLOADED
  })
  ResponseEntity<IssuedCoupon> issue(
      @PathVariable CampaignId campaignId,
      @RequestBody(required = false) @Nullable IssueRequest request,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false)
          @Parameter(
              schema = @Schema(type = "string", pattern = "^" + IdempotencyKey.PATTERN + "$"))
          @Nullable String key,
      Caller caller,
      HttpServletRequest http) {
    var user = caller.user(request == null ? null : request.userId());
    var limits = rates.of(campaignId, user, http);
    var issue = issuance.issue(campaignId, user, IdempotencyKey.read(key), limits);
    return ResponseEntity.created(URI.create(IssuedCoupon.location(issue.event())))
        .header(LogIndex.HEADER, logIndex.text(issue.globalIndex()))
        .body(IssuedCoupon.of(issue.event()));
  }
}
