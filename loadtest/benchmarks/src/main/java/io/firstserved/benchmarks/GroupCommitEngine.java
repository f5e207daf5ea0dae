package io.firstserved.benchmarks;

import io.firstserved.database.group.GroupAutoConfiguration;
import io.firstserved.loop.LoopAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** Our engine and relay, wired by the command side's own configuration. */
final class GroupCommitEngine implements MeasuredEngine {

  private final ConfigurableApplicationContext context;
  private final CommandGateway commands;

  /**
   * @param settings properties beyond the database's, such as those of the relay
   */
  GroupCommitEngine(BenchmarkDatabase database, Map<String, Object> settings) {
    var properties = new HashMap<String, Object>(settings);
    properties.put("spring.datasource.url", database.url());
    properties.put("spring.datasource.username", database.user());
    properties.put("spring.datasource.password", database.password());
    properties.put("spring.flyway.locations", "classpath:db/migration/log");
    // Sealing runs beside the engine, at its own pace; only SealingMeasurement measures it.
    properties.putIfAbsent("first-served.log.seal.enabled", false);
    // Kafka may not be there, and the log is emptied between measurements.
    properties.put("first-served.log.identity.enabled", false);
    properties.put("first-served.log.identity.start-limit", "0s");
    properties.put("spring.main.banner-mode", "off");
    properties.put("logging.level.root", "warn");
    var application = new SpringApplication(Wiring.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setDefaultProperties(properties);
    // The command side's own application.yml is on the class path; the benchmark sets everything.
    context = application.run("--spring.config.name=benchmark");
    commands =
        MeasuredEngine.gateway(context.getBean(EventStore.class), NoTransactionManager.instance());
  }

  /** An engine that only writes. */
  static GroupCommitEngine writing(BenchmarkDatabase database) {
    return new GroupCommitEngine(database, Map.of("first-served.relay.enabled", false));
  }

  /** An engine that only writes, and a sealer that follows it. */
  static GroupCommitEngine sealing(BenchmarkDatabase database) {
    return new GroupCommitEngine(
        database,
        Map.of("first-served.relay.enabled", false, "first-served.log.seal.enabled", true));
  }

  @Override
  public String name() {
    return "group commit";
  }

  @Override
  public String table() {
    return "domain_event_entry";
  }

  @Override
  public CommandGateway commands() {
    return commands;
  }

  @Override
  public void close() {
    context.close();
  }

  @SpringBootConfiguration
  @ComponentScan("io.firstserved.command.log")
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    LoopAutoConfiguration.class,
    GroupAutoConfiguration.class
  })
  static class Wiring {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    MeterRegistry meterRegistry() {
      return new SimpleMeterRegistry();
    }
  }
}
