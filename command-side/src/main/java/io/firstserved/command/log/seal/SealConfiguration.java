package io.firstserved.command.log.seal;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the sealer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SealProperties.class)
@ConditionalOnProperty(name = "first-served.log.seal.enabled", matchIfMissing = true)
class SealConfiguration {

  @Bean
  LogSealer logSealer(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      SealProperties properties,
      MeterRegistry meters) {
    var step =
        new SealStep(
            new SealTable(jdbc), new TransactionTemplate(transactions), properties.blockSize());
    return new LogSealer(step, properties, meters);
  }
}
