package io.firstserved.command.log.checkpoint;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health component {@code checkpoint}: down, and why, while the signer refuses to sign the log as
 * it is. Not part of readiness: coupons are issued all the same.
 */
final class SignerHealth extends AbstractHealthIndicator {

  private final SignerState state;

  SignerHealth(SignerState state) {
    this.state = state;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    var why = state.why();
    if (why == null) {
      health.up().withDetail("size", state.knownSize());
    } else {
      health.down().withDetail("state", "REFUSED").withDetail("why", why);
    }
  }
}
