package io.firstserved.query.projection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The thread that reads the topic as a member of the consumer group, for as long as the application
 * runs. Whatever fails, Kafka or the database, it takes up again where the database says it is; it
 * neither skips nor gives up. An {@link Error} ends it, and the lag shows that.
 */
final class ProjectorLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ProjectorLoop.class);

  /** Longest wait for the thread to end: a batch and a leave of the group take far less. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final EventConsumers consumers;
  private final MemberFactory members;
  private final ProjectorState state;
  private final Duration retryDelay;
  private volatile CountDownLatch stopping = new CountDownLatch(0);
  private volatile @Nullable Consumer<String, byte[]> consumer;
  private @Nullable Thread thread;

  /** Makes the reading of one consumer's life. */
  interface MemberFactory {
    GroupMember over(Consumer<String, byte[]> consumer);
  }

  ProjectorLoop(
      EventConsumers consumers, MemberFactory members, ProjectorState state, Duration retryDelay) {
    this.consumers = consumers;
    this.members = members;
    this.state = state;
    this.retryDelay = retryDelay;
  }

  @Override
  public synchronized void start() {
    stopping = new CountDownLatch(1);
    thread = Thread.ofPlatform().name("projector").daemon().start(this::run);
  }

  private void run() {
    try {
      while (!isStopping()) {
        readUntilFailure();
      }
    } finally {
      state.stopped();
    }
  }

  private void readUntilFailure() {
    try (var member = consumers.member()) {
      consumer = member;
      var reading = members.over(member);
      while (!isStopping()) {
        readOnce(reading);
      }
    } catch (WakeupException stop) {
      LOG.debug("woken up to stop");
    } catch (RuntimeException failure) {
      retry("the consumer failed, a new one takes over", failure);
    } finally {
      consumer = null;
    }
  }

  private void readOnce(GroupMember reading) {
    try {
      reading.readOnce();
      state.running();
    } catch (BatchFailedException failure) {
      retry("a batch failed and is tried again", failure.cause());
    }
  }

  private void retry(String what, RuntimeException failure) {
    LOG.warn("{}: {}", what, Faults.told(failure));
    LOG.debug("the failure", failure);
    state.retrying(failure);
    try {
      stopping.await(retryDelay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  @Override
  public synchronized void stop() {
    var running = thread;
    if (running == null) {
      return;
    }
    stopping.countDown();
    var reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      running.join(STOP_LIMIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null && thread.isAlive();
  }
}
