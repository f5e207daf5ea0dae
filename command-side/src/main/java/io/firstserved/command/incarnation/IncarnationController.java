package io.firstserved.command.incarnation;

import io.firstserved.api.Reason;
import io.firstserved.command.dispatch.LogIndex;
import io.firstserved.command.log.identity.ShorterLog;
import io.firstserved.edge.Caller;
import io.firstserved.edge.RefusedFor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The log's incarnations over HTTP. */
@RestController
@RequestMapping(IncarnationController.PATH)
@Tag(name = "log", description = "The lives of the log")
class IncarnationController {

  static final String PATH = "/api/v1/log/incarnations";
  private static final int MAX_NAME_LENGTH = 255;

  private final Acceptance acceptance;
  private final LogIndex logIndex;

  IncarnationController(Acceptance acceptance, LogIndex logIndex) {
    this.acceptance = acceptance;
    this.logIndex = logIndex;
  }

  @GetMapping
  @Operation(
      operationId = "findLog",
      summary = "The log's incarnations, and whether it is the log that was relayed")
  LogAnswer log() {
    return acceptance.log();
  }

  @PostMapping
  @Operation(
      operationId = "acceptLog",
      summary = "Accept a log that has lost its end",
      description =
          "Begins another incarnation: what earlier ones had from its first index on is void, in the"
              + " topic and the read models too. 409 LOG_NOT_DIVERGED, LOG_MOVED, LOG_INCONSISTENT,"
              + " FIRST_INDEX_REFUSED: nothing is changed. 503: ask again.")
  @ResponseStatus(HttpStatus.CREATED)
  @RefusedFor({
    Reason.LOG_NOT_DIVERGED,
    Reason.LOG_MOVED,
    Reason.LOG_INCONSISTENT,
    Reason.FIRST_INDEX_REFUSED,
    Reason.OVERLOADED
  })
  ResponseEntity<IncarnationAnswer> accept(
      @Valid @RequestBody AcceptRequest request, Caller caller) {
    var decision =
        new ShorterLog.Decision(
            request.head(), request.firstIndex(), name(caller), request.reason());
    var accepted = acceptance.accept(decision);
    return ResponseEntity.created(URI.create(PATH))
        .header(LogIndex.HEADER, logIndex.text(Objects.requireNonNull(accepted.recordedAt())))
        .body(accepted);
  }

  /** As long as the table takes. */
  private static String name(Caller caller) {
    var name = caller.name();
    return name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH));
  }
}
