package io.firstserved.command.admission;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets an operator tighten the flow control of this node during an incident and release it step by
 * step. A restart brings back what is configured.
 */
@RestController
@RequestMapping("/api/v1/flow-control")
@Tag(name = "flow control", description = "A node's limits of rate and concurrency")
class FlowControlController {

  private static final Logger LOG = LoggerFactory.getLogger(FlowControlController.class);

  private final FlowControl flow;

  FlowControlController(FlowControl flow) {
    this.flow = flow;
  }

  /** Limits and states of this node. */
  @GetMapping
  @Operation(
      operationId = "findFlowControl",
      summary = "The limits of this node, and whether Redis and the log are asked")
  FlowControlState state() {
    return flow.state();
  }

  /** Changes limits of this node. */
  @PatchMapping
  @Operation(
      operationId = "changeFlowControl",
      summary = "Change this node's limits until its next start")
  FlowControlState change(@Valid @RequestBody FlowControlChange change) {
    if (change.requestsPerSecond() != null) {
      flow.requestsPerSecond(change.requestsPerSecond());
    }
    if (change.inFlight() != null) {
      flow.inFlight(change.inFlight());
    }
    LOG.info("flow control changed to {}", flow.state());
    return flow.state();
  }
}
