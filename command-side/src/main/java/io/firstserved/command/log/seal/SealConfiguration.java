package io.firstserved.command.log.seal;

import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.tree.TreeStep;
import io.firstserved.command.log.tree.TreeTable;
import io.firstserved.database.BoundedTransactions;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
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

  /** Among the application's lifecycles: with the relay, after the log has drained. */
  private static final int PHASE = 0;

  @Bean
  LoopLifecycle logSealer(
      Loops loops,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      LogIdentity identity,
      SealProperties properties,
      MeterRegistry meters) {
    var bounded =
        new BoundedTransactions(
            jdbc, new TransactionTemplate(transactions), properties.silenceLimit());
    var tree = new TreeStep(new TreeTable(jdbc), properties.treeBlocks());
    var step = new SealStep(new SealTable(jdbc), tree, bounded, properties.blockSize());
    var sealer = new LogSealer(step, identity, properties, meters);
    return new LoopLifecycle(
        PHASE,
        loops.loop("log-sealer", LoopLimits.DEFAULT.backoff(properties.retryDelay()), sealer));
  }
}
