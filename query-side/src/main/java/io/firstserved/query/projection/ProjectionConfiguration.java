package io.firstserved.query.projection;

import io.firstserved.kafka.KafkaProperties;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.firstserved.serialization.EventRevisions;
import io.firstserved.serialization.EventSerializer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the projector. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
class ProjectionConfiguration {

  /** Among the application's lifecycles: the last to start and the first to stop. */
  private static final int PHASE = Integer.MAX_VALUE;

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  RecordReader recordReader() {
    return new RecordReader(EventSerializer.create(), EventRevisions.upcasters());
  }

  @Bean
  EventConsumers eventConsumers(KafkaProperties kafka, ProjectionProperties properties) {
    return new EventConsumers(kafka, properties);
  }

  /**
   * Plain JDBC transactions for writers; JPA, which only reads, keeps its own. Read committed:
   * writers lock exactly the rows they name, and no gaps between them.
   */
  @Bean
  ProjectionTransaction projectionTransaction(DataSource dataSource) {
    var transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    return new ProjectionTransaction(transaction);
  }

  @Bean
  Projector projector(
      List<Projection> projections,
      Positions positions,
      KnownIncarnations incarnations,
      Parking parking,
      JdbcTemplate jdbc,
      ProjectionTransaction transaction,
      ProjectionProperties properties) {
    // In one order on every node, so that their transactions do not deadlock.
    var ordered = projections.stream().sorted(Comparator.comparing(Projection::name)).toList();
    return new Projector(
        ordered,
        positions,
        incarnations,
        new BatchDelivery(parking, jdbc),
        transaction.template(),
        properties.node());
  }

  @Bean
  ProjectorState projectorState(Clock clock) {
    return new ProjectorState(clock);
  }

  @Bean
  LoopLifecycle projectorLoop(
      Loops loops,
      EventConsumers consumers,
      RecordReader reader,
      Projector projector,
      Positions positions,
      KnownIncarnations incarnations,
      ProjectorState state,
      List<Projection> projections,
      ProjectionProperties properties,
      MeterRegistry meters) {
    var observer = new ProjectionObserver(projections, state, meters);
    var projecting =
        new ProjectorLoop(
            consumers,
            consumer ->
                new GroupMember(
                    consumer,
                    consumers.topic(),
                    reader,
                    projector,
                    positions,
                    incarnations,
                    observer,
                    properties.pollTimeout()),
            state,
            properties.retryDelay());
    return new LoopLifecycle(PHASE, loops.loop("projector", limits(properties), projecting));
  }

  /** A turn's step may wait for the group's rebalance, which the session's timeout limits. */
  private static LoopLimits limits(ProjectionProperties properties) {
    return LoopLimits.DEFAULT
        .staleAfter(properties.sessionTimeout().plusSeconds(30))
        .backoff(properties.retryDelay())
        .stopLimit(Duration.ofSeconds(20));
  }
}
