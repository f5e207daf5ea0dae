package io.firstserved.query.replay;

import io.firstserved.api.Reason;
import io.firstserved.edge.RefusedFor;
import io.firstserved.query.projection.Projection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Starts, stops and shows replays. */
@RestController
@RequestMapping("/api/v1/projections/{projection}/replay")
@Tag(name = "projections")
class ReplayController {

  private final ReplayControl control;

  ReplayController(ReplayControl control) {
    this.control = control;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      operationId = "startReplay",
      summary = "Rebuild a projection, or carry on a rebuild that was cancelled")
  @RefusedFor(Reason.NOT_FOUND)
  ReplayView start(
      @PathVariable @Pattern(regexp = Projection.NAME_PATTERN) String projection,
      @RequestParam(defaultValue = "false") boolean fresh) {
    return control.start(projection, fresh);
  }

  @GetMapping
  @Operation(operationId = "findReplay", summary = "How far the latest rebuild is")
  @RefusedFor(Reason.NOT_FOUND)
  ReplayView view(@PathVariable @Pattern(regexp = Projection.NAME_PATTERN) String projection) {
    return control.view(projection);
  }

  @DeleteMapping
  @Operation(operationId = "cancelReplay", summary = "Stop a rebuild where it is")
  @RefusedFor(Reason.NOT_FOUND)
  ReplayView cancel(@PathVariable @Pattern(regexp = Projection.NAME_PATTERN) String projection) {
    return control.cancel(projection);
  }
}
