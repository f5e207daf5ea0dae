package io.firstserved.query.lost;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.RefusedFor;
import io.firstserved.position.Incarnation;
import io.firstserved.position.Incarnations;
import io.firstserved.position.LogPosition;
import io.firstserved.query.projection.KnownIncarnations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Answers which events were lost when a shorter log was accepted. */
@RestController
@Tag(name = "log", description = "What a log lost that came back shorter")
class LostController {

  private final LostEvents events;
  private final KnownIncarnations incarnations;
  private final JsonMapper json;
  private final Semaphore calls;

  LostController(
      LostEvents events,
      KnownIncarnations incarnations,
      JsonMapper json,
      LostProperties properties) {
    this.events = events;
    this.incarnations = incarnations;
    this.json = json;
    this.calls = new Semaphore(properties.maxCalls());
  }

  /** Written as it is found, so that memory does not grow with the list, and the caller waits. */
  @GetMapping(path = "/api/v1/log/lost", produces = MediaType.APPLICATION_NDJSON_VALUE)
  @Operation(
      operationId = "listLostEvents",
      summary = "The events that were lost when this incarnation of the log was accepted")
  @ApiResponse(
      responseCode = "200",
      description = "A line for each; the last line says whether the list is whole",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_NDJSON_VALUE,
              schema = @Schema(implementation = Line.Lost.class)))
  @RefusedFor({Reason.NOT_FOUND, Reason.OVERLOADED})
  void lost(
      @RequestParam(required = false) @Min(1) @Nullable Long incarnation,
      HttpMethod method,
      HttpServletResponse response)
      throws IOException {
    if (!calls.tryAcquire()) {
      throw new RefusedException(Reason.OVERLOADED, "others list lost events now");
    }
    try {
      var isVoid = voidedBy(incarnations.refresh(), incarnation);
      response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
      var out = response.getOutputStream();
      if (!method.equals(HttpMethod.HEAD)) {
        events.list(isVoid, line -> write(line, out));
      }
    } finally {
      calls.release();
    }
  }

  private static Predicate<LogPosition> voidedBy(Incarnations lives, @Nullable Long asked) {
    var number = asked == null ? lives.present() : asked;
    var life =
        lives.lives().stream()
            .filter(one -> one.number() == number && number > 0)
            .findFirst()
            .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, notAccepted(number)));
    return at -> isBefore(at, life);
  }

  private static boolean isBefore(LogPosition at, Incarnation life) {
    return at.incarnation() < life.number() && at.index() >= life.firstIndex();
  }

  private static String notAccepted(long number) {
    return number == 0
        ? "the log is of its first incarnation: nothing was lost with it"
        : "the log has no incarnation " + number;
  }

  private void write(Line line, OutputStream out) throws IOException {
    out.write(json.writeValueAsBytes(line));
    out.write('\n');
    out.flush();
  }
}
