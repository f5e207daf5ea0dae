package io.firstserved.command.log.checkpoint;

import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.tree.TreeTable;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the signer, on a node that has a folder to remember in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CheckpointProperties.class)
class CheckpointConfiguration {

  /** Among the application's lifecycles: with the sealer. */
  private static final int PHASE = 0;

  @Bean
  SignerState signerState(MeterRegistry registry) {
    var state = new SignerState();
    state.register(registry);
    return state;
  }

  /** Its name is that of the health component. */
  @Bean
  SignerHealth checkpointHealthIndicator(SignerState state) {
    return new SignerHealth(state);
  }

  /** The signer itself. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("first-served.log.checkpoint.folder")
  static class Signing {

    @Bean
    SignerLoop signerLoop(
        JdbcClient jdbc,
        LogIdentity identity,
        SignerState state,
        Clock clock,
        CheckpointProperties properties) {
      var memory = new SignerMemory(Path.of(Objects.requireNonNull(properties.folder())));
      var keys = new SignerKey(properties.signingKey(), memory);
      var table = new CheckpointTable(jdbc);
      var signer =
          new CheckpointSigner(new TreeTable(jdbc).tree(), table, memory, keys, properties);
      return new SignerLoop(signer, memory, table, identity, state, clock, properties);
    }

    @Bean
    LoopLifecycle checkpointLifecycle(
        Loops loops, SignerLoop loop, CheckpointProperties properties) {
      var limits = LoopLimits.DEFAULT.backoff(properties.retryDelay());
      return new LoopLifecycle(PHASE, loops.loop("checkpoint-signer", limits, loop));
    }
  }
}
