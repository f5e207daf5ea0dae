package io.firstserved.command.issuance;

import io.firstserved.command.admission.CallerRates;
import io.firstserved.command.admission.FlowControl;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.dispatch.LogIndex;
import io.firstserved.edge.Callers;
import io.firstserved.edge.EdgeProperties;
import io.firstserved.edge.Problems;
import io.firstserved.edge.idempotency.OwnIdempotency;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** Puts the fast path in front of everything. */
@Configuration(proxyBeanMethods = false)
class IssuanceConfiguration {

  /** The log knows a coupon by its key. */
  @Bean
  OwnIdempotency keysOfCoupons() {
    return request ->
        request.getRequestURI().startsWith("/api/v1/campaigns/")
            && request.getRequestURI().endsWith("/coupons");
  }

  @Bean
  FilterRegistrationBean<IssuanceFastPath> issuanceFastPath(
      Issuance issuance,
      Callers callers,
      Campaigns campaigns,
      FlowControl flow,
      CallerRates rates,
      LogIndex logIndex,
      MeterRegistry registry,
      Problems problems,
      JsonMapper json,
      EdgeProperties edge,
      IssuanceProperties issuing) {
    var filter =
        new IssuanceFastPath(
            issuance,
            callers,
            campaigns,
            flow,
            rates,
            logIndex,
            new FastPathMeters(registry),
            problems,
            json,
            (int) edge.maxBodySize().toBytes());
    var registration = new FilterRegistrationBean<>(filter);
    registration.setEnabled(issuing.fastPath());
    registration.addUrlPatterns("/api/v1/campaigns/*");
    // Behind who waits for slow bodies, in front of all others.
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return registration;
  }
}
