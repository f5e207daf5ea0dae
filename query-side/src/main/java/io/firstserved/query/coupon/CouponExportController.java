package io.firstserved.query.coupon;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.edge.Caller;
import io.firstserved.edge.RefusedFor;
import io.firstserved.edge.UnfinishedAnswerException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers with a campaign's coupons as a file. A file that cannot be read to its end is broken off,
 * so that nobody takes it for the whole one; one whose reader has gone ends at the next page.
 */
@RestController
@Tag(name = "coupons")
class CouponExportController {

  private static final Logger LOG = LoggerFactory.getLogger(CouponExportController.class);

  private static final String CSV = "text/csv";

  private final CouponExport export;
  private final Semaphore calls;

  CouponExportController(CouponExport export, CouponExportProperties limits) {
    this.export = export;
    this.calls = new Semaphore(limits.maxCalls());
  }

  @GetMapping(path = "/api/v1/campaigns/{campaignId}/coupons.csv", produces = CSV)
  @Operation(operationId = "exportCoupons", summary = "A campaign's coupons, by serial, as a file")
  @ApiResponse(
      responseCode = "200",
      description =
          "RFC 4180, UTF-8, a header, the members of a coupon in their order; a field that begins"
              + " with = + - @ or an apostrophe has an apostrophe in front",
      content = @Content(mediaType = CSV, schema = @Schema(type = "string", format = "binary")))
  @RefusedFor({Reason.OVERLOADED, Reason.VOIDED})
  void ofCampaign(
      @PathVariable @Pattern(regexp = CampaignId.PATTERN) String campaignId,
      @Parameter(hidden = true) Caller caller,
      HttpMethod method,
      HttpServletResponse response)
      throws IOException {
    Readers.admitToAll(caller);
    if (!calls.tryAcquire()) {
      throw new RefusedException(Reason.OVERLOADED, "others are being sent their files now");
    }
    try {
      var first = export.begin(campaignId);
      describe(campaignId, response);
      if (!method.equals(HttpMethod.HEAD)) {
        send(campaignId, first, response);
      }
    } finally {
      calls.release();
    }
  }

  private static void describe(String campaignId, HttpServletResponse response) {
    response.setContentType(CSV);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // An identity has no character that would have to be escaped.
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + campaignId + ".coupons.csv\"");
  }

  private void send(String campaignId, List<CouponRow> first, HttpServletResponse response) {
    try {
      response.flushBuffer();
      export.write(campaignId, first, response.getOutputStream());
    } catch (IOException gone) {
      LOG.debug("the reader of a file has gone", gone);
    } catch (RuntimeException failed) {
      throw new UnfinishedAnswerException(failed);
    }
  }
}
