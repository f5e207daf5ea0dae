package io.firstserved.query.status;

import io.firstserved.api.Reason;
import io.firstserved.edge.Page;
import io.firstserved.edge.RefusedFor;
import io.firstserved.query.projection.Projection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers how the projections are doing. */
@RestController
@RequestMapping("/api/v1/projections")
@Tag(name = "projections", description = "How far the read models are, and their replay")
class ProjectionController {

  private final Overview overview;

  ProjectionController(Overview overview) {
    this.overview = overview;
  }

  @GetMapping
  @Operation(operationId = "listProjections", summary = "How each projection is doing")
  Page<ProjectionView> list() {
    return new Page<>(overview.all(), null);
  }

  @GetMapping("/{name}")
  @Operation(operationId = "findProjection", summary = "How one projection is doing")
  @RefusedFor(Reason.NOT_FOUND)
  ProjectionView find(@PathVariable @Pattern(regexp = Projection.NAME_PATTERN) String name) {
    return overview.find(name);
  }
}
