package io.firstserved.command.log;

import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.tail.NewEvents;
import io.firstserved.database.group.PrimaryPools;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.firstserved.serialization.EventRevisions;
import io.firstserved.serialization.EventSerializer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the log: its writer, Axon's event store on top of it, and the reader. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LogProperties.class)
class LogConfiguration {

  /** Name of the writer's loop. */
  static final String WRITER = "log-writer";

  /** A turn takes at most its attempts and the look for their outcome; after a death, at once. */
  static final LoopLimits WRITER_LIMITS =
      LoopLimits.DEFAULT.staleAfter(Duration.ofSeconds(40)).backoff(Duration.ofMillis(5));

  /** Named as Axon looks for it. */
  @Bean
  @Qualifier("eventSerializer")
  EventSerializer eventSerializer() {
    return EventSerializer.create();
  }

  @Bean
  LogMeters logMeters(MeterRegistry registry) {
    return new LogMeters(registry);
  }

  @Bean
  AppendQueue appendQueue(LogProperties limits, LogMeters meters) {
    var queue = new AppendQueue(limits);
    meters.queueDepth(queue);
    return queue;
  }

  @Bean
  WriterConnections writerConnections(
      JdbcConnectionDetails database,
      PrimaryPools pools,
      LogProperties limits,
      MeterRegistry registry) {
    return new WriterConnections(database, pools, limits, registry);
  }

  @Bean
  NewEvents newEvents() {
    return new NewEvents();
  }

  /** Writes from its creation on, so that beans may append while the application starts. */
  @Bean
  LogWriter logWriter(
      Loops loops,
      AppendQueue queue,
      WriterConnections connections,
      LogProperties limits,
      LogMeters meters,
      NewEvents newEvents) {
    var committer = new BatchCommitter(connections.pool(), limits, newEvents);
    var writer = new LogWriter(queue, committer, meters);
    loops.loop(WRITER, WRITER_LIMITS, writer).start();
    return writer;
  }

  @Bean
  LogLifecycle logLifecycle(ApplicationContext context, LogWriter writer, LogProperties limits) {
    return new LogLifecycle(context, writer, limits.drainLimit());
  }

  @Bean
  GroupCommitEventStorageEngine eventStorageEngine(
      DataSource readers,
      EventSerializer serializer,
      AppendQueue queue,
      LogProperties limits,
      LogMeters meters,
      LogIdentity identity) {
    var reading =
        JdbcEventStorageEngine.builder()
            .connectionProvider(readers::getConnection)
            .transactionManager(NoTransactionManager.instance())
            .eventSerializer(serializer)
            .snapshotSerializer(serializer)
            .upcasterChain(EventRevisions.upcasters())
            .schema(LogSchema.columns())
            .extendedGapCheckEnabled(false)
            .batchSize(limits.readPage());
    return new GroupCommitEventStorageEngine(reading, queue, limits, meters, identity);
  }

  @Bean
  EmbeddedEventStore eventStore(EventStorageEngine engine, LogProperties limits) {
    return EmbeddedEventStore.builder()
        .storageEngine(engine)
        .fetchDelay(limits.tailDelay().toMillis())
        .timeUnit(TimeUnit.MILLISECONDS)
        .build();
  }

  @Bean
  JdbcLogReader logReader(
      JdbcClient jdbc,
      EventStorageEngine engine,
      EventSerializer serializer,
      LogProperties limits) {
    return new JdbcLogReader(jdbc, engine, serializer, EventRevisions.upcasters(), limits);
  }
}
