package io.firstserved.command.log;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of this node that writes the log. If it dies, of whatever, it is replaced, and its
 * successor first answers the commands it had in hand.
 */
final class LogWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

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

  /** Starts writing. Called once. */
  void start() {
    startThread(this::writeUntilFinished);
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

  private void startThread(Runnable task) {
    Thread.ofPlatform()
        .name("log-writer")
        .uncaughtExceptionHandler((thread, death) -> replace(death))
        .start(task);
  }

  private void replace(Throwable death) {
    LOG.error("The log's writer died and is replaced", death);
    startThread(
        () -> {
          committer.settleOrphan(inHand, death);
          inHand = List.of();
          writeUntilFinished();
        });
  }

  private void writeUntilFinished() {
    while (!queue.finished()) {
      writeNext();
    }
    finished.countDown();
  }

  private void writeNext() {
    try {
      inHand = queue.next();
      if (inHand.isEmpty()) {
        committer.keepAlive();
      } else {
        meters.batch(inHand);
        committer.commit(inHand);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody may interrupt the log's writer", e);
    } catch (SQLException idleSessionLost) {
      LOG.warn("The log's database does not answer an idle writer: {}", idleSessionLost.toString());
    } finally {
      inHand = stillOpen(inHand);
    }
  }

  private static List<Append> stillOpen(List<Append> batch) {
    return batch.stream().filter(append -> !append.answered()).toList();
  }
}
