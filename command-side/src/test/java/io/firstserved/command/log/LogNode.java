package io.firstserved.command.log;

import io.firstserved.api.event.EventSerializer;
import io.firstserved.command.log.tail.NewEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** One node's engine, wired as in production, on a database of a test. */
final class LogNode implements AutoCloseable {

  private static final EventSerializer SERIALIZER = EventSerializer.create();

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AppendQueue queue;
  final LogWriter writer;
  final GroupCommitEventStorageEngine engine;
  final LogReader reader;
  private final WriterConnections connections;

  /** A node as production wires it. */
  static LogNode on(LogDatabase database) {
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
    var logMeters = new LogMeters(meters);
    queue = new AppendQueue(limits);
    connections = new WriterConnections(writing, limits, meters);
    writer =
        new LogWriter(
            queue,
            new BatchCommitter(tampering.apply(connections.pool()), limits, new NewEvents()),
            logMeters);
    engine =
        new GroupCommitEventStorageEngine(
            JdbcEventStorageEngine.builder()
                .connectionProvider(database.pool()::getConnection)
                .transactionManager(NoTransactionManager.instance())
                .eventSerializer(SERIALIZER)
                .snapshotSerializer(SERIALIZER)
                .schema(LogSchema.columns())
                .extendedGapCheckEnabled(false)
                .batchSize(limits.readPage()),
            queue,
            limits,
            logMeters);
    reader =
        new JdbcLogReader(database.jdbc(), engine, SERIALIZER, new EventUpcasterChain(), limits);
    writer.start();
  }

  @Override
  public void close() throws InterruptedException {
    writer.drain(Duration.ofSeconds(20));
    connections.close();
  }
}
