package io.firstserved.query.audit.run;

import io.firstserved.database.durability.Durability;
import io.firstserved.edge.SecurityProperties;
import io.firstserved.query.audit.source.SourceUnavailableException;
import io.firstserved.query.audit.source.StoreSource;
import io.firstserved.query.audit.source.TopicAccess;
import java.time.Clock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the engine to the running system. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(AuditConfiguration.class);

  @Bean
  GateClient gateClient(AuditProperties limits, SecurityProperties security, Clock clock) {
    var token = GateToken.of(limits, security.jwt(), clock);
    var client = new HttpGateClient(limits.commandUrl(), limits.gateTimeout(), token);
    if (client.isConfigured()) {
      warnUnlessThereIs(token);
    }
    return client;
  }

  /** Each audit says it, too; but the first may be an hour away. */
  private static void warnUnlessThereIs(GateToken token) {
    try {
      token.current();
    } catch (SourceUnavailableException none) {
      LOG.warn("audits will be incomplete, the gate is not compared: {}", none.getMessage());
    }
  }

  @Bean
  AuditEngine auditEngine(
      @Qualifier(StoreSource.DATABASE) DataSource log,
      JdbcClient readModel,
      TopicAccess consumers,
      GateClient gate,
      Durability durability,
      AuditProperties limits) {
    return new AuditEngine(
        new LiveSources(log, readModel, consumers, gate, durability, limits), limits);
  }
}
