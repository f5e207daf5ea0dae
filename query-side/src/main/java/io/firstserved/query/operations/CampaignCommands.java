package io.firstserved.query.operations;

import io.firstserved.api.campaign.CampaignId;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.constraints.Pattern;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Passes the five commands that the page has to the command side, so that the page needs one origin
 * only. The token is the caller's own: the command side decides as if it had been called directly.
 * Not part of the query side's contract, and so not below {@code /api}.
 */
@Hidden
@RestController
@RequestMapping("/operations/campaigns")
class CampaignCommands {

  private static final String PATH = "/api/v1/campaigns";

  /** What a client needs of the answer. */
  private static final List<String> HEADERS =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER);

  private final CommandSide commandSide;

  CampaignCommands(CommandSide commandSide) {
    this.commandSide = commandSide;
  }

  @PostMapping
  ResponseEntity<byte[]> create(
      @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization, @RequestBody byte[] body) {
    return answer(commandSide.send(PATH, authorization, body));
  }

  @PostMapping("/{campaignId}/{command:quota|pause|resume|close}")
  ResponseEntity<byte[]> command(
      @PathVariable @Pattern(regexp = CampaignId.PATTERN) String campaignId,
      @PathVariable String command,
      @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization,
      @RequestBody(required = false) byte @Nullable [] body) {
    var path = PATH + "/" + campaignId + "/" + command;
    return answer(commandSide.send(path, authorization, body == null ? new byte[0] : body));
  }

  private static ResponseEntity<byte[]> answer(HttpResponse<byte[]> from) {
    var answer = ResponseEntity.status(from.statusCode());
    for (var name : HEADERS) {
      from.headers().firstValue(name).ifPresent(value -> answer.header(name, value));
    }
    return answer.body(from.body());
  }
}
