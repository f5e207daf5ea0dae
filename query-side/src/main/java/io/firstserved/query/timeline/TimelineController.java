package io.firstserved.query.timeline;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.edge.Page;
import io.firstserved.edge.RefusedFor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers when a campaign's coupons went. */
@RestController
@RequestMapping("/api/v1/campaigns/{campaignId}/timeline")
@Tag(name = "campaigns")
class TimelineController {

  /** Default and largest number of seconds in a page: an hour and two. */
  private static final int DEFAULT_LIMIT = 3_600;

  private static final int MAX_LIMIT = 7_200;

  private final TimelineRows seconds;

  TimelineController(TimelineRows seconds) {
    this.seconds = seconds;
  }

  /**
   * One second in which coupons were issued.
   *
   * @param second its beginning
   * @param issued how many were granted within it
   */
  record SecondView(Instant second, long issued) {}

  @GetMapping
  @Operation(
      operationId = "listTimeline",
      summary = "Issued coupons by second; seconds without any are left out")
  @RefusedFor({Reason.OVERLOADED, Reason.VOIDED})
  Page<SecondView> list(
      @PathVariable @Pattern(regexp = CampaignId.PATTERN) String campaignId,
      @RequestParam(defaultValue = "-1") long after,
      @RequestParam(defaultValue = "" + DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT) int limit) {
    return Page.of(
        seconds.listAfter(campaignId, after, Limit.of(limit + 1)),
        limit,
        row -> new SecondView(Instant.ofEpochSecond(row.epochSecond), row.issued),
        row -> Long.toString(row.epochSecond));
  }
}
