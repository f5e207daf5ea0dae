package io.firstserved.command;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Takes commands: the gate, the aggregates, the log and the relay to Kafka. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CommandSideApplication {

  /** Starts one node of the command side. */
  public static void main(String[] args) {
    SpringApplication.run(CommandSideApplication.class, args);
  }
}
