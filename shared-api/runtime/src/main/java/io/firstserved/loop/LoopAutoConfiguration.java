package io.firstserved.loop;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Gives an application its {@link Loops} and their health. */
@AutoConfiguration(
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
public class LoopAutoConfiguration {

  @Bean
  Loops loops(Clock clock, MeterRegistry meters, ObjectProvider<TurnInterceptor> interceptors) {
    return new Loops(clock, meters, interceptors.orderedStream().toList());
  }

  @Bean("loopsHealthIndicator")
  LoopsHealth loopsHealthIndicator(Loops loops) {
    return new LoopsHealth(loops);
  }
}
