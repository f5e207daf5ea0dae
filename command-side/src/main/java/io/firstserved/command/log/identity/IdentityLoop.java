package io.firstserved.command.log.identity;

import io.firstserved.loop.LoopBody;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Checks the log's identity again and again, as a supervised loop. */
final class IdentityLoop implements LoopBody {

  private final LogIdentity identity;
  private final Duration interval;
  private final CountDownLatch firstTurn = new CountDownLatch(1);

  IdentityLoop(LogIdentity identity, Duration interval) {
    this.identity = identity;
    this.interval = interval;
  }

  @Override
  public Duration turn(Heartbeat heartbeat) throws InterruptedException {
    try {
      identity.check();
      return interval;
    } finally {
      firstTurn.countDown();
    }
  }

  /** Waits until the first check has ended, whatever came of it, or the limit has passed. */
  void awaitFirst(Duration limit) throws InterruptedException {
    firstTurn.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
