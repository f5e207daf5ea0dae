package io.firstserved.loop;

import java.util.LinkedHashMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health component {@code loops}: each loop with its last success; down while one of them does not
 * run or has not succeeded for its limit. Not part of readiness: a node whose reaper stands still
 * still issues, and taking every node away at once would help nobody.
 */
final class LoopsHealth extends AbstractHealthIndicator {

  private final Loops loops;

  LoopsHealth(Loops loops) {
    this.loops = loops;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    var healthy = true;
    for (var loop : loops.states().entrySet()) {
      var state = loop.getValue();
      var detail = new LinkedHashMap<String, Object>();
      detail.put("healthy", state.healthy());
      detail.put("running", state.running());
      detail.put("lastSuccess", state.lastSuccess());
      detail.put("failures", state.failures());
      if (state.lastFailure() != null) {
        detail.put("lastFailure", state.lastFailure());
      }
      health.withDetail(loop.getKey(), detail);
      healthy &= state.healthy();
    }
    health.status(healthy ? "UP" : "DOWN");
  }
}
