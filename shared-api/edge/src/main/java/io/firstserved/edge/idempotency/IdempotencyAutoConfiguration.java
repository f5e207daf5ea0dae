package io.firstserved.edge.idempotency;

import io.firstserved.edge.LargeBodies;
import io.firstserved.edge.Problems;
import io.firstserved.edge.SecurityProperties;
import io.firstserved.edge.Unroutable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Keeps the keys of an application that has a database; the table is made by its migrations. */
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration")
@ConditionalOnBean(JdbcClient.class)
@EnableConfigurationProperties(IdempotencyProperties.class)
public class IdempotencyAutoConfiguration {

  /** Behind the security, which knows the caller, and the limits of bodies. */
  @Bean
  FilterRegistrationBean<IdempotencyFilter> idempotency(
      JdbcClient jdbc,
      IdempotencyProperties limits,
      Problems problems,
      ObjectProvider<OwnIdempotency> others,
      ObjectProvider<LargeBodies> streams,
      SecurityProperties security,
      ObjectProvider<RequestMappingInfoHandlerMapping> controllers) {
    var filter =
        new IdempotencyFilter(
            new IdempotentRequests(jdbc, limits),
            problems,
            new Unroutable(controllers),
            others.stream().toList(),
            streams.stream().toList(),
            security.trustsGateway(),
            limits.maxAnswerBytes());
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.LOWEST_PRECEDENCE);
    return registration;
  }
}
