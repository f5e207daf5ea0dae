package io.firstserved.command.log;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.LoopsForTests;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.tail.NewEvents;
import io.firstserved.serialization.EventRevisions;
import io.firstserved.serialization.EventSerializer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** One node's engine, wired as in production, on a database of a test. */
public final class LogNode implements AutoCloseable {

  private static final EventSerializer SERIALIZER = EventSerializer.create();

  final NewEvents newEvents = new NewEvents();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AppendQueue queue;
  final LogWriter writer;
  private final LoopsForTests loop;
  final GroupCommitEventStorageEngine engine;
  final LogReader reader;
  private final LogProperties limits;
  private final LogMeters logMeters;
  private final WriterConnections connections;
  private final LogIdentity identity;

  /** A node as production wires it. */
  public static LogNode on(LogDatabase database) {
    return new LogNode(database, database, LogLimits.DEFAULT, UnaryOperator.identity());
  }

  /**
   * @param writing where the writer connects to
   * @param tampering wraps the writer's connections
   */
  LogNode(
      LogDatabase database,
      JdbcConnectionDetails writing,
      LogProperties limits,
      UnaryOperator<DataSource> tampering) {
    this.limits = limits;
    identity = new LogIdentity(database.jdbc(), List::of, Stream::empty);
    logMeters = new LogMeters(meters);
    queue = new AppendQueue(limits);
    logMeters.queueDepth(queue);
    connections = new WriterConnections(writing, LogLimits.POOLS, limits, meters);
    writer =
        new LogWriter(
            queue,
            new BatchCommitter(tampering.apply(connections.pool()), limits, newEvents),
            logMeters);
    engine = reading(database.pool()::getConnection);
    reader =
        new JdbcLogReader(database.jdbc(), engine, SERIALIZER, EventRevisions.upcasters(), limits);
    loop = LoopsForTests.running(writer);
  }

  /** Another engine of this node that reads through these connections. */
  GroupCommitEventStorageEngine reading(ConnectionProvider connections) {
    return new GroupCommitEventStorageEngine(
        JdbcEventStorageEngine.builder()
            .connectionProvider(connections)
            .transactionManager(NoTransactionManager.instance())
            .eventSerializer(SERIALIZER)
            .snapshotSerializer(SERIALIZER)
            .upcasterChain(EventRevisions.upcasters())
            .schema(LogSchema.columns())
            .extendedGapCheckEnabled(false)
            .batchSize(limits.readPage()),
        queue,
        limits,
        logMeters,
        identity);
  }

  /** Appends as many issues of a campaign, with serials from this one on, many at a time. */
  public void issue(CampaignId campaign, int firstSerial, int count) {
    var version = version(campaign);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(firstSerial, firstSerial + count)
              .<Future<?>>mapToObj(n -> threads.submit(() -> issue(campaign, n, version)))
              .toList();
      for (var answer : answers) {
        answer.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Appends one issue to a user named after its serial, and gives its global index. */
  public long issue(CampaignId campaign, long serial) {
    return issue(campaign, serial, version(campaign));
  }

  /** Of a campaign that the log has no event of: -1. */
  private long version(CampaignId campaign) {
    return reader.campaignEvents(campaign).size() - 1L;
  }

  private long issue(CampaignId campaign, long serial, long version) {
    return AppendReceipt.during(
            () -> {
              engine.appendEvents(Events.issued(campaign, "user-" + serial, serial, version));
              return serial;
            })
        .lastIndex();
  }

  /** Wakes those who follow the log. */
  public NewEvents newEvents() {
    return newEvents;
  }

  @Override
  public void close() throws InterruptedException {
    writer.drain(Duration.ofSeconds(20));
    loop.close();
    connections.close();
  }
}
