package io.firstserved.query.operations;

import io.micrometer.observation.ObservationPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Wires the page to what measures requests. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

  /** A stream lasts as long as somebody looks; it is no request whose duration means anything. */
  @Bean
  ObservationPredicate streamsAreNotTimed() {
    return (name, context) ->
        !(context instanceof ServerRequestObservationContext request
            && request.getCarrier() != null
            && LiveController.PATH.equals(request.getCarrier().getRequestURI()));
  }
}
