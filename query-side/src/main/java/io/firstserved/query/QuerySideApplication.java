package io.firstserved.query;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Reads the events from Kafka into read models, answers queries, measures lag, and audits. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class QuerySideApplication {

  /** Starts one node of the query side. */
  public static void main(String[] args) {
    SpringApplication.run(QuerySideApplication.class, args);
  }
}
