package io.firstserved.command.faults;

import io.firstserved.command.CommandSideApplication;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A node of the command side whose clock is an hour ahead. */
final class SkewedNode {

  private SkewedNode() {}

  public static void main(String[] args) {
    new SpringApplication(CommandSideApplication.class, Skew.class).run(args);
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Skew {

    @Bean
    Clock clock() {
      return Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    }
  }
}
