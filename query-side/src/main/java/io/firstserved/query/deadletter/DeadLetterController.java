package io.firstserved.query.deadletter;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.edge.Caller;
import io.firstserved.edge.Page;
import io.firstserved.edge.RefusedFor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists parked events, tries them again, gives up on them. */
@RestController
@RequestMapping("/api/v1/dead-letters")
@Tag(name = "dead letters", description = "Events that a projection could not take")
class DeadLetterController {

  private static final int MAX_REASON_LENGTH = 500;

  private final DeadLetters letters;
  private final DeadLetterQueue queue;

  DeadLetterController(DeadLetters letters, DeadLetterQueue queue) {
    this.letters = letters;
    this.queue = queue;
  }

  /**
   * A parked event as operators see it.
   *
   * @param id its identity
   * @param projection which projection could not take it
   * @param sequence the aggregate whose later events wait behind it
   * @param waiting whether it only waits behind an earlier one
   * @param globalIndex its place in the log; 0 if the record does not tell
   * @param eventType alias of the event's type
   * @param cause why it was not taken
   * @param parkedAt when
   * @param attempts how often it was tried
   * @param partition where it is in the topic
   * @param offset where it is in that partition
   * @param payload the event as text; null if the record has none
   */
  record LetterView(
      long id,
      String projection,
      String sequence,
      boolean waiting,
      long globalIndex,
      @Nullable String eventType,
      String cause,
      Instant parkedAt,
      int attempts,
      int partition,
      long offset,
      @Nullable String payload) {

    static LetterView of(DeadLetter letter) {
      var value = letter.record().value();
      return new LetterView(
          letter.id(),
          letter.projection(),
          letter.sequence(),
          letter.isWaiting(),
          letter.globalIndex(),
          letter.eventType(),
          letter.cause(),
          letter.parkedAt(),
          letter.attempts(),
          letter.record().partition(),
          letter.record().offset(),
          value == null ? null : new String(value, StandardCharsets.UTF_8));
    }
  }

  @GetMapping
  @Operation(
      operationId = "listDeadLetters",
      summary = "The parked events, in the order they were parked")
  Page<LetterView> list(
      @RequestParam(defaultValue = "0") @Min(0) long after,
      @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT)
          int limit) {
    return Page.of(
        letters.listAfter(after, limit + 1),
        limit,
        LetterView::of,
        letter -> Long.toString(letter.id()));
  }

  @GetMapping("/{id:[0-9]+}")
  @Operation(operationId = "findDeadLetter", summary = "One parked event")
  @RefusedFor(Reason.NOT_FOUND)
  LetterView find(@PathVariable @Min(1) long id) {
    return LetterView.of(queue.find(id));
  }

  @PostMapping("/{id:[0-9]+}/retry")
  @Operation(
      operationId = "retryDeadLetter",
      summary = "Try an event again, and what waits behind it")
  @RefusedFor(Reason.NOT_FOUND)
  DeadLetterQueue.Outcome retry(@PathVariable @Min(1) long id) {
    return queue.retry(id);
  }

  @PostMapping("/retry")
  @Operation(operationId = "retryDeadLetters", summary = "Try all parked events again")
  DeadLetterQueue.Outcome retryAll() {
    return queue.retryAll();
  }

  @DeleteMapping("/{id:[0-9]+}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "discardDeadLetter",
      summary = "Give up on an event, for a reason that is kept")
  @RefusedFor(Reason.NOT_FOUND)
  void discard(
      @PathVariable @Min(1) long id,
      @RequestParam
          @Size(min = 1, max = MAX_REASON_LENGTH)
          @Pattern(regexp = CampaignTerms.NAME_PATTERN, message = CampaignTerms.NAME_RULE)
          String reason,
      @Parameter(hidden = true) Caller caller) {
    queue.discard(id, reason, caller.name());
  }
}
