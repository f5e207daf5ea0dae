package io.firstserved.command.log.checkpoint;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** What this node's signer last found, for meters and health. Thread-safe. */
final class SignerState {

  private volatile double size = Double.NaN;
  private volatile double lagSeconds = Double.NaN;
  private volatile double refused = Double.NaN;
  private volatile @Nullable String why;

  /** Registers its meters. The units of two repeat the name's end. */
  void register(MeterRegistry registry) {
    Gauge.builder("coupon.checkpoint.size", this, state -> state.size)
        .description("Entries in the log's last signed checkpoint; NaN if this node knows of none")
        .baseUnit("size")
        .register(registry);
    Gauge.builder("coupon.seal.lag", this, state -> state.lagSeconds)
        .description(
            "Age of the oldest event that is in no signed checkpoint, 0 if all are;"
                + " NaN if this node does not sign, or could not look")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("coupon.checkpoint.refused", this, state -> state.refused)
        .description(
            "1 while the signer refuses to sign the log as it is, else 0; NaN if this node does not"
                + " sign, or could not look")
        .baseUnit("refused")
        .register(registry);
  }

  void signed(long signedSize) {
    size = signedSize;
    refused = 0;
    why = null;
  }

  void refused(String reason) {
    refused = 1;
    why = reason;
  }

  void lag(double seconds) {
    lagSeconds = seconds;
  }

  /** What was found before counts no longer, except that signing was refused. */
  void unknown() {
    lagSeconds = Double.NaN;
  }

  /** Up to which size it knows the log to be signed; 0 if it does not. */
  long knownSize() {
    return Double.isNaN(size) ? 0 : (long) size;
  }

  /** Why it refuses; null if it does not. */
  @Nullable String why() {
    return why;
  }
}
