package io.firstserved.query.projection;

import io.firstserved.loop.LoopBody;
import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic as a member of the consumer group, as a supervised loop: a turn lasts from the
 * making of a consumer to its failure or the loop's end. Whatever fails, Kafka or the database, is
 * taken up again where the database says the projections are; nothing is skipped or given up.
 */
final class ProjectorLoop implements LoopBody {

  /** Longest wait for the brokers when a consumer is closed. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(ProjectorLoop.class);

  private final EventConsumers consumers;
  private final MemberFactory members;
  private final ProjectorState state;
  private final Duration retryDelay;

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
  public Duration turn(Heartbeat heartbeat) throws InterruptedException {
    var consumer = consumers.member();
    try {
      var reading = members.over(consumer);
      while (!heartbeat.isStopping()) {
        readOnce(reading, heartbeat);
        heartbeat.succeeded();
      }
      return Duration.ZERO;
    } catch (InterruptException told) {
      Thread.interrupted(); // Kafka's own exception has set the flag again
      throw (InterruptedException) new InterruptedException().initCause(told);
    } catch (RuntimeException | Error failure) {
      LOG.warn("the consumer failed, a new one takes over: {}", Faults.told(failure));
      state.retrying(failure);
      throw failure;
    } finally {
      // Leaves the group in good order, so that the other nodes need not wait for its session.
      consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
    }
  }

  private void readOnce(GroupMember reading, Heartbeat heartbeat) throws InterruptedException {
    while (!heartbeat.isStopping()) {
      try {
        reading.readOnce();
        state.running();
        return;
      } catch (BatchFailedException failure) {
        LOG.warn("a batch failed and is tried again: {}", Faults.told(failure.cause()));
        state.retrying(failure.cause());
        Thread.sleep(retryDelay);
      }
    }
  }

  @Override
  public void ended() {
    state.stopped();
  }
}
