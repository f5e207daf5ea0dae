package io.firstserved.query.campaign;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.edge.Page;
import io.firstserved.edge.RefusedFor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what became of campaigns. */
@RestController
@RequestMapping("/api/v1/campaigns")
@Tag(name = "campaigns", description = "What became of campaigns")
class CampaignController {

  /** What is searched for: as long as a name may be, of characters that names have. */
  private static final String SEARCH = "[^\\x00-\\x1F\\x7F-\\x9F\\uD800-\\uDFFF]{0,100}";

  private final CampaignRows campaigns;
  private final CampaignSearch searches;
  private final Clock clock;

  CampaignController(CampaignRows campaigns, CampaignSearch searches, Clock clock) {
    this.campaigns = campaigns;
    this.searches = searches;
    this.clock = clock;
  }

  @GetMapping
  @Operation(
      operationId = "listCampaigns",
      summary =
          "All campaigns, by identity, or those whose identity begins with a text or whose name has"
              + " it in it; a page of a search may be short, or empty, and have a next one")
  @RefusedFor({Reason.OVERLOADED, Reason.VOIDED})
  Page<CampaignView> list(
      @RequestParam(defaultValue = "") @Pattern(regexp = SEARCH) String search,
      @RequestParam(defaultValue = "") @Pattern(regexp = "|" + CampaignId.PATTERN) String after,
      @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
          int limit) {
    if (!search.isEmpty()) {
      return searches.find(search, after, limit);
    }
    var now = clock.instant();
    return Page.of(
        campaigns.listAfter(after, Limit.of(limit + 1)),
        limit,
        row -> CampaignView.of(row, now),
        row -> row.campaignId);
  }

  @GetMapping("/{campaignId}")
  @Operation(operationId = "findCampaign", summary = "One campaign")
  @RefusedFor({Reason.UNKNOWN_CAMPAIGN, Reason.OVERLOADED, Reason.VOIDED})
  CampaignView find(@PathVariable @Pattern(regexp = CampaignId.PATTERN) String campaignId) {
    return campaigns
        .find(campaignId)
        .map(row -> CampaignView.of(row, clock.instant()))
        .orElseThrow(
            () -> new RefusedException(Reason.UNKNOWN_CAMPAIGN, "no such campaign: " + campaignId));
  }
}
