package io.firstserved.command.log;

import io.firstserved.loop.LoopBody;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What writes the log on this node, one batch a turn, as a supervised loop. If a turn dies, of
 * whatever, the next one first answers the commands that it had in hand.
 */
final class LogWriter implements LoopBody, AutoCloseable {

  /** How long a turn waits once nothing will come any more. */
  private static final Duration AFTER_THE_END = Duration.ofSeconds(1);

  private final AppendQueue queue;
  private final BatchCommitter committer;
  private final LogMeters meters;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile List<Append> inHand = List.of();

  LogWriter(AppendQueue queue, BatchCommitter committer, LogMeters meters) {
    this.queue = queue;
    this.committer = committer;
    this.meters = meters;
  }

  /**
   * Takes no more commands, and waits until what is queued is committed.
   *
   * @return false if the limit passed before
   */
  boolean drain(Duration limit) throws InterruptedException {
    queue.close();
    return finished.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Takes no more commands and does not wait: for a context that never came up. */
  @Override
  public void close() {
    queue.close();
  }

  @Override
  public Duration turn(Heartbeat heartbeat) throws InterruptedException {
    answerWhatIsLeft();
    if (queue.finished()) {
      finished.countDown();
      return AFTER_THE_END;
    }
    writeNext();
    return Duration.ZERO;
  }

  /** The commands of a turn that died. */
  private void answerWhatIsLeft() {
    if (!inHand.isEmpty()) {
      committer.settleOrphan(inHand);
      inHand = List.of();
    }
  }

  private void writeNext() throws InterruptedException {
    try {
      inHand = queue.next();
      if (inHand.isEmpty()) {
        committer.keepAlive();
      } else {
        meters.batch(inHand);
        committer.commit(inHand);
      }
    } finally {
      inHand = stillOpen(inHand);
    }
  }

  private static List<Append> stillOpen(List<Append> batch) {
    return batch.stream().filter(append -> !append.answered()).toList();
  }
}
