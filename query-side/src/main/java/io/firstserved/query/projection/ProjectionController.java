package io.firstserved.query.projection;

import io.firstserved.query.paging.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers how far the projections are. */
@RestController
@RequestMapping("/api/v1/projections")
@Tag(name = "Projections")
class ProjectionController {

  private final List<Projection> projections;
  private final Positions positions;
  private final ProjectorState state;

  ProjectionController(List<Projection> projections, Positions positions, ProjectorState state) {
    this.projections = projections;
    this.positions = positions;
    this.state = state;
  }

  /**
   * How far one projection is.
   *
   * @param name which projection
   * @param state what this node's projector does
   * @param events how many different events it has taken
   * @param highestIndex the highest place in the log among them
   * @param partitions how far it is in each partition of the topic
   */
  record ProjectionView(
      String name,
      ProjectorState.Status state,
      long events,
      long highestIndex,
      List<Position> partitions) {}

  @GetMapping
  @Operation(summary = "How far each projection is")
  Page<ProjectionView> list() {
    var slots = positions.liveSlots();
    return new Page<>(
        projections.stream()
            .map(Projection::name)
            .sorted()
            .map(name -> view(name, Objects.requireNonNull(slots.get(name))))
            .toList(),
        null);
  }

  private ProjectionView view(String name, Slot slot) {
    var partitions = List.copyOf(positions.of(name, slot).values());
    return new ProjectionView(
        name,
        state.view().status(),
        partitions.stream().mapToLong(Position::events).sum(),
        partitions.stream().mapToLong(Position::highestIndex).max().orElse(0),
        partitions);
  }
}
