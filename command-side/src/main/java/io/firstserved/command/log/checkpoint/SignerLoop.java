package io.firstserved.command.log.checkpoint;

import io.firstserved.command.log.identity.IncarnationListener;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.identity.StoredIncarnation;
import io.firstserved.loop.LoopBody;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the log as a supervised loop, and learns which lives of it an operator accepts. A refusal
 * is a failure of the loop: it looks again and again, and says why in health and meters, until the
 * log is the one that was signed or somebody decides. Of a log that has diverged it signs nothing.
 */
final class SignerLoop implements LoopBody, IncarnationListener {

  private static final Logger LOG = LoggerFactory.getLogger(SignerLoop.class);

  /** How soon it asks again for the folder that another node's turn of some milliseconds keeps. */
  private static final Duration ASK_AGAIN = Duration.ofMillis(20);

  private final CheckpointSigner signer;
  private final SignerMemory memory;
  private final CheckpointTable table;
  private final LogIdentity identity;
  private final SignerState state;
  private final Clock clock;
  private final CheckpointProperties limits;
  private CheckpointTable.@Nullable State seen;
  private long looked;

  SignerLoop(
      CheckpointSigner signer,
      SignerMemory memory,
      CheckpointTable table,
      LogIdentity identity,
      SignerState state,
      Clock clock,
      CheckpointProperties limits) {
    this.signer = signer;
    this.memory = memory;
    this.table = table;
    this.identity = identity;
    this.state = state;
    this.clock = clock;
    this.limits = limits;
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    try {
      identity.requireSame();
      signIfDue();
      state.lag(lagSeconds());
    } catch (SigningRefusedException refused) {
      seen = null;
      state.refused(refused.why());
      state.lag(lagSeconds());
      throw refused;
    } catch (RuntimeException away) {
      state.unknown();
      throw away;
    }
    return limits.interval();
  }

  /** A log that stands still is looked at with one statement, and as a whole now and then. */
  private void signIfDue() {
    var now = table.state();
    long nanos = System.nanoTime();
    boolean isKnown = now.equals(seen) && nanos - looked < limits.recheck().toNanos();
    if (!isKnown && memory.alone(() -> state.signed(signer.sign()))) {
      seen = now;
      looked = nanos;
    }
  }

  private double lagSeconds() {
    return table
        .appendedAt(state.knownSize() + 1)
        .map(at -> Duration.between(Instant.parse(at), clock.instant()).toMillis() / 1e3)
        .map(seconds -> Math.max(0, seconds))
        .orElse(0.0);
  }

  @Override
  public void incarnationBegun() {
    // The next turn sees it, and asks whether it was accepted.
  }

  /**
   * Where the folder cannot be written now, the signer refuses the new life, and an operator
   * accepts it there: nothing is signed meanwhile.
   */
  @Override
  public void incarnationAccepted(StoredIncarnation begun) {
    try {
      acceptInTurn(begun);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      LOG.error("The signer was stopped before it learnt that {} was accepted", begun);
    } catch (RuntimeException failed) {
      LOG.error("The signer has not learnt that {} was accepted", begun, failed);
    }
  }

  /** Another node's turn takes milliseconds. */
  private void acceptInTurn(StoredIncarnation begun) throws InterruptedException {
    var end = System.nanoTime() + limits.folderWait().toNanos();
    while (!memory.alone(() -> signer.accept(begun.number(), begun.firstIndex()))) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("other nodes kept the signer's folder");
      }
      Thread.sleep(ASK_AGAIN);
    }
  }
}
