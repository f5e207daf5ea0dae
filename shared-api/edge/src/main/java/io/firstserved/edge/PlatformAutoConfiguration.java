package io.firstserved.edge;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Gives an application the common edge, by being on its class path. */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
      "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
      "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration"
    })
@EnableConfigurationProperties({SecurityProperties.class, EdgeProperties.class})
@Import({
  SecurityConfiguration.class,
  Tokens.class,
  BearerTokens.class,
  Callers.class,
  JsonConfiguration.class,
  OpenApiConfiguration.class,
  OpenApiAccess.class,
  OpenApiExamples.class,
  OpenApiIdempotency.class,
  OpenApiNullability.class,
  OpenApiRefusals.class,
  OpenApiStrictness.class,
  EmptyParameters.class,
  ProblemAdvice.class,
  UnfinishedAnswers.class,
  Clients.class,
  Problems.class,
  Cors.class,
  RequestShapeFilter.class,
  BodyLimitFilter.class,
  ContainerErrors.class,
  ContainerProblems.class,
  CallerResolver.class
})
public class PlatformAutoConfiguration {

  /** The node's clock. Never the one that decides about a campaign's window: that is the gate's. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }
}
