package io.firstserved.command.log.identity;

import io.firstserved.database.BoundedTransactions;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the log's identity: what is known of it, and the loop that finds out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityProperties.class)
class IdentityConfiguration {

  /** Among the application's lifecycles: with the relay. */
  private static final int PHASE = 0;

  /** As long as the relay may go without an acknowledgement, twice. */
  private static final LoopLimits LIMITS = LoopLimits.DEFAULT.staleAfter(Duration.ofSeconds(60));

  @Bean
  LogIdentity logIdentity(
      JdbcClient jdbc,
      RelayedEvents relayed,
      ObjectProvider<IncarnationListener> listeners,
      MeterRegistry registry) {
    var identity = new LogIdentity(jdbc, relayed, listeners::stream);
    IdentityMeters.register(identity, registry);
    return identity;
  }

  @Bean
  ShorterLog shorterLog(
      LogIdentity identity,
      RelayedTail relay,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      IdentityProperties properties) {
    var bounded =
        new BoundedTransactions(
            jdbc, new TransactionTemplate(transactions), properties.silenceLimit());
    return new ShorterLog(identity, relay, jdbc, bounded);
  }

  @Bean
  IdentityLoop identityLoop(LogIdentity identity, IdentityProperties properties) {
    return new IdentityLoop(identity, properties.interval());
  }

  /** Always on in a node; a benchmark of the log alone, which empties it, does without. */
  @Bean
  @ConditionalOnProperty(name = "first-served.log.identity.enabled", matchIfMissing = true)
  LoopLifecycle identityLifecycle(Loops loops, IdentityLoop loop) {
    return new LoopLifecycle(PHASE, loops.loop("log-identity", LIMITS, loop));
  }

  /** A node is ready when every runner has returned. */
  @Bean
  ApplicationRunner identityBeforeReadiness(IdentityLoop loop, IdentityProperties properties) {
    return arguments -> loop.awaitFirst(properties.startLimit());
  }

  /** Its name is that of the health component. */
  @Bean
  LogHealth logHealthIndicator(LogIdentity identity) {
    return new LogHealth(identity);
  }
}
