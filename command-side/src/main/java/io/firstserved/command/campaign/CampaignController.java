package io.firstserved.command.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.dispatch.LogIndex;
import io.firstserved.command.log.AppendReceipt.Appended;
import io.firstserved.edge.Caller;
import io.firstserved.edge.RefusedFor;
import io.firstserved.edge.idempotency.IdempotentRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The administration of campaigns over HTTP. Every answer is the campaign as recorded. */
@RestController
@RequestMapping("/api/v1/campaigns")
@Tag(name = "campaigns", description = "What administrators do with campaigns")
class CampaignController {

  private final CampaignAdministration administration;
  private final LogIndex logIndex;
  private final Clock clock;

  CampaignController(CampaignAdministration administration, LogIndex logIndex, Clock clock) {
    this.administration = administration;
    this.logIndex = logIndex;
    this.clock = clock;
  }

  @PostMapping
  @Operation(
      operationId = "createCampaign",
      summary = "Create a campaign",
      description =
          "Again under the same id and terms: 201 with the campaign as it is now. 409"
              + " CAMPAIGN_EXISTS: the id is taken by a campaign with other terms.")
  @ResponseStatus(HttpStatus.CREATED)
  @RefusedFor({Reason.CAMPAIGN_EXISTS, Reason.OVERLOADED})
  ResponseEntity<CampaignAnswer> create(
      @Valid @RequestBody CreateCampaignRequest request, Caller caller) {
    var id = request.campaignId() == null ? drawn() : request.campaignId();
    var created = administration.create(new CampaignId(id), request.terms(), caller.name());
    var location = URI.create("/api/v1/campaigns/" + id);
    return answer(ResponseEntity.created(location), created);
  }

  /** For a request with a key always the same: its repetition means the same campaign. */
  private static String drawn() {
    return IdempotentRequest.current()
        .map(request -> UUID.nameUUIDFromBytes(request.digest().getBytes(UTF_8)))
        .orElseGet(UUID::randomUUID)
        .toString();
  }

  @PostMapping("/{campaignId}/quota")
  @Operation(
      operationId = "raiseQuota",
      summary = "Raise the quota",
      description =
          "Only upwards: 409 QUOTA_NOT_RAISED otherwise, and for an unlimited campaign. 410 CLOSED.")
  @RefusedFor({Reason.UNKNOWN_CAMPAIGN, Reason.QUOTA_NOT_RAISED, Reason.CLOSED, Reason.OVERLOADED})
  ResponseEntity<CampaignAnswer> raiseQuota(
      @PathVariable CampaignId campaignId,
      @Valid @RequestBody RaiseQuotaRequest request,
      Caller caller) {
    return answer(
        ResponseEntity.ok(), administration.raiseQuota(campaignId, request.quota(), caller.name()));
  }

  @PostMapping("/{campaignId}/pause")
  @Operation(
      operationId = "pauseCampaign",
      summary = "Pause issuing",
      description = "Nothing reserved from now on is issued. 409 ALREADY_PAUSED, 410 CLOSED.")
  @RefusedFor({Reason.UNKNOWN_CAMPAIGN, Reason.ALREADY_PAUSED, Reason.CLOSED, Reason.OVERLOADED})
  ResponseEntity<CampaignAnswer> pause(@PathVariable CampaignId campaignId, Caller caller) {
    return answer(ResponseEntity.ok(), administration.pause(campaignId, caller.name()));
  }

  @PostMapping("/{campaignId}/resume")
  @Operation(
      operationId = "resumeCampaign",
      summary = "Resume issuing",
      description = "409 NOT_PAUSED, 410 CLOSED.")
  @RefusedFor({Reason.UNKNOWN_CAMPAIGN, Reason.NOT_PAUSED, Reason.CLOSED, Reason.OVERLOADED})
  ResponseEntity<CampaignAnswer> resume(@PathVariable CampaignId campaignId, Caller caller) {
    return answer(ResponseEntity.ok(), administration.resume(campaignId, caller.name()));
  }

  @PostMapping("/{campaignId}/close")
  @Operation(
      operationId = "closeCampaign",
      summary = "Close for good",
      description = "Nothing reserved from now on is issued. 410 CLOSED if it is closed already.")
  @RefusedFor({Reason.UNKNOWN_CAMPAIGN, Reason.CLOSED, Reason.OVERLOADED})
  ResponseEntity<CampaignAnswer> close(@PathVariable CampaignId campaignId, Caller caller) {
    return answer(ResponseEntity.ok(), administration.close(campaignId, caller.name()));
  }

  private ResponseEntity<CampaignAnswer> answer(
      ResponseEntity.BodyBuilder status, Appended<CampaignState> changed) {
    return logIndex.in(status, changed).body(CampaignAnswer.of(changed.result(), clock.instant()));
  }
}
