package io.firstserved.edge;

import io.firstserved.api.Reason;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/**
 * Which sites' scripts may call from a browser: those of the configured origins, without cookies.
 * In front of the security rules, because a browser asks beforehand and without a token.
 */
@Configuration(proxyBeanMethods = false)
class Cors {

  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PATCH", "DELETE");
  private static final List<String> REQUEST_HEADERS =
      List.of(
          HttpHeaders.AUTHORIZATION,
          HttpHeaders.CONTENT_TYPE,
          IdempotencyKey.HEADER,
          "Prefer",
          "X-Wait-For-Index");
  private static final List<String> ANSWER_HEADERS =
      List.of(
          HttpHeaders.LOCATION,
          HttpHeaders.RETRY_AFTER,
          HttpHeaders.WWW_AUTHENTICATE,
          "X-Log-Index");

  @Bean
  FilterRegistrationBean<CorsFilter> corsOfConfiguredOrigins(
      EdgeProperties properties, Problems problems) {
    var allowed = configuration(properties.cors());
    // Others are answered as anybody is: the browser keeps the answer from their scripts, and
    // behind a proxy a node cannot tell its own page's origin from another.
    var filter =
        new CorsFilter(
            request ->
                CorsUtils.isPreFlightRequest(request)
                        || allowed.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) != null
                    ? allowed
                    : null);
    filter.setCorsProcessor(new RefusingByProblem(problems));
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(RequestShapeFilter.ORDER - 1);
    return registration;
  }

  private static CorsConfiguration configuration(EdgeProperties.Cors properties) {
    var configuration = new CorsConfiguration();
    configuration.setAllowedOrigins(properties.allowedOrigins());
    configuration.setAllowedMethods(METHODS);
    configuration.setAllowedHeaders(REQUEST_HEADERS);
    configuration.setExposedHeaders(ANSWER_HEADERS);
    configuration.setMaxAge(properties.maxAge());
    return configuration;
  }

  private static final class RefusingByProblem extends DefaultCorsProcessor {

    private final Problems problems;

    RefusingByProblem(Problems problems) {
      this.problems = problems;
    }

    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
      problems.write(response, Reason.FORBIDDEN, "this origin is not allowed");
    }
  }
}
