package io.firstserved.command.gate.repair;

import io.firstserved.api.campaign.CampaignId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * What this node thinks of one campaign's state in Redis. The state is trusted if it was verified
 * over the present connection, and nothing has spoken against it since. Thread-safe.
 */
final class GatedCampaign {

  private static final long NEVER = -1;

  private final CampaignId id;
  private final AtomicLong doubts = new AtomicLong();
  private final AtomicLong refusalNanos = new AtomicLong(System.nanoTime());
  private final AtomicInteger contradictions = new AtomicInteger();
  private final AtomicReference<Recovering> recovery = new AtomicReference<>();
  private volatile long verifiedGeneration = NEVER;
  private volatile long clearedDoubts;
  private volatile long usedNanos = System.nanoTime();
  private volatile long termsNanos = System.nanoTime();
  private volatile long fullAtQuota;
  private volatile long rebuiltNanos = System.nanoTime();
  private volatile long sweptNanos = usedNanos;
  private volatile long pending;
  private volatile long endedVersion = NEVER;

  GatedCampaign(CampaignId id) {
    this.id = id;
  }

  CampaignId id() {
    return id;
  }

  /** Whether Redis may be asked. */
  boolean trusted(long generation) {
    usedNanos = System.nanoTime();
    return verifiedGeneration == generation && !doubted();
  }

  boolean doubted() {
    return clearedDoubts != doubts.get();
  }

  long doubts() {
    return doubts.get();
  }

  /** Redis did not hear of something: only a rebuild makes it true again. */
  void doubt() {
    doubts.incrementAndGet();
  }

  /** The state is not there: look again, and rebuild it if need be. */
  void missing() {
    verifiedGeneration = NEVER;
  }

  void verified(long generation) {
    verifiedGeneration = generation;
  }

  /**
   * The state was rebuilt.
   *
   * @param clearing the doubts there were when the rebuild began
   */
  void rebuilt(long generation, long clearing) {
    contradictions.set(0);
    rebuiltNanos = System.nanoTime();
    clearedDoubts = clearing;
    verifiedGeneration = generation;
  }

  /** The fast gate keeps nothing of it, so there is nothing to doubt. */
  void nothingKept(long generation, long clearing) {
    clearedDoubts = clearing;
    verifiedGeneration = generation;
  }

  /** Counts a contradiction by the log, and says how many there were in a row. */
  int contradicted() {
    return contradictions.incrementAndGet();
  }

  /** The log has taken a reservation as it was granted. */
  void confirmedByLog() {
    if (contradictions.get() != 0) {
      contradictions.set(0);
    }
  }

  long nanosSinceRebuild() {
    return System.nanoTime() - rebuiltNanos;
  }

  long nanosSinceUse() {
    return System.nanoTime() - usedNanos;
  }

  /** A sweep looks at it now. */
  void swept() {
    sweptNanos = System.nanoTime();
  }

  long nanosSinceSweep() {
    return System.nanoTime() - sweptNanos;
  }

  /** So many reservations were pending when a sweep looked. */
  void pending(long count) {
    pending = count;
  }

  long pending() {
    return pending;
  }

  /**
   * Whether sweeps should look at it: something is pending, or it was asked for so short a time
   * before the last sweep that something may have become pending since.
   */
  boolean isRecent(Duration quietAfter) {
    return pending > 0 || sweptNanos - usedNanos < quietAfter.toNanos();
  }

  void termsRead() {
    termsNanos = System.nanoTime();
  }

  long nanosSinceTerms() {
    return System.nanoTime() - termsNanos;
  }

  /** Whether the last refusal by freshly read terms is so long ago; true for one caller only. */
  boolean refusesByOldTerms(Duration limit) {
    var last = refusalNanos.get();
    return System.nanoTime() - last > limit.toNanos()
        && refusalNanos.compareAndSet(last, System.nanoTime());
  }

  /** The log has as many coupons as this quota allows. */
  void full(long quota) {
    fullAtQuota = quota;
  }

  boolean knownFull(long quota) {
    return fullAtQuota == quota;
  }

  /** By this version of its terms the campaign ended long ago, and nothing can change that. */
  void ended(long version) {
    endedVersion = version;
  }

  boolean knownEnded(long version) {
    return endedVersion == version;
  }

  /**
   * A recovery under way.
   *
   * @param startNanos when it began, by {@link System#nanoTime}
   * @param outcome whether the state can be trusted at its end
   */
  record Recovering(long startNanos, CompletableFuture<Boolean> outcome) {}

  /** Runs the task on a thread of its own, unless one runs already; either way says how it ends. */
  Recovering recoverOnce(BooleanSupplier task) {
    var mine = new Recovering(System.nanoTime(), new CompletableFuture<>());
    var running = recovery.compareAndExchange(null, mine);
    if (running != null) {
      return running;
    }
    Thread.ofVirtual()
        .name("gate-recovery-" + id)
        .start(
            () -> {
              var success = false;
              try {
                success = task.getAsBoolean();
              } finally {
                recovery.set(null);
                mine.outcome().complete(success);
              }
            });
    return mine;
  }
}
