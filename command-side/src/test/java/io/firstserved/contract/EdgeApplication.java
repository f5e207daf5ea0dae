package io.firstserved.contract;

import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.log.LogReader;
import io.firstserved.command.log.RequestsInLog;
import io.firstserved.command.log.identity.LogIdentity;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The campaigns and coupons of the command side, on a log and a gate in memory. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ConfigurationPropertiesScan({"io.firstserved.command.campaign", "io.firstserved.command.dispatch"})
@ComponentScan({
  "io.firstserved.command.campaign",
  "io.firstserved.command.coupon",
  "io.firstserved.command.dispatch",
  "io.firstserved.command.coupon",
  "io.firstserved.command.platform"
})
class EdgeApplication {

  @Bean
  EventStorageEngine eventStorageEngine() {
    return new InMemoryEventStorageEngine();
  }

  @Bean
  @Primary
  TestClock testClock() {
    return new TestClock();
  }

  @Bean
  LogReader logReader(EventStorageEngine engine) {
    return new InMemoryLog(engine);
  }

  /** No request comes with an idempotency key: there is no table to keep it in. */
  @Bean
  RequestsInLog requestsInLog() {
    return (aggregate, request) -> Optional.empty();
  }

  /** Of a log that never lost anything; its database is not asked. */
  @Bean
  LogIdentity logIdentity() {
    return new LogIdentity(
        JdbcClient.create(new DriverManagerDataSource()), List::of, Stream::empty);
  }

  @Bean
  RecordingGate gate(Clock clock, Campaigns campaigns) {
    return new RecordingGate(clock, campaigns);
  }
}
