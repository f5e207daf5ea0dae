package io.firstserved.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.firstserved.api.Reason;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** A stateless resource server: every call stands on its own token, or is open by name. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

  @Bean
  SecurityFilterChain edge(
      HttpSecurity http,
      SecurityProperties properties,
      AccessRules access,
      Problems problems,
      BearerTokens tokens,
      ObjectProvider<RequestMappingInfoHandlerMapping> controllers)
      throws Exception {
    return http.csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(
            registry -> {
              registry.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
              apply(SecurityConfiguration::technicalPaths, registry, properties);
              registry.requestMatchers(EndpointRequest.toAnyEndpoint()).denyAll();
              apply(access, registry, properties);
              // Which methods a path has is no secret: the specification tells.
              registry.requestMatchers(HttpMethod.OPTIONS).permitAll();
              registry.requestMatchers(new Unroutable(controllers)).permitAll();
              registry.anyRequest().denyAll();
            })
        .oauth2ResourceServer(
            server ->
                server
                    .authenticationManagerResolver(tokens)
                    .authenticationEntryPoint(problems)
                    .accessDeniedHandler(problems))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .build();
  }

  /**
   * Not one observation for each of a dozen filters of every request: the request itself is
   * observed anyway.
   */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  private static void apply(
      AccessRules access,
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          registry,
      SecurityProperties properties) {
    var rules = new AccessRules.Rules();
    access.declare(rules);
    for (var rule : rules.inOrder()) {
      for (var method : rule.methods()) {
        var url = registry.requestMatchers(method, rule.pattern());
        switch (effective(rule.access(), properties)) {
          case ANYBODY -> url.permitAll();
          case USERS -> url.authenticated();
          case ROLES -> url.hasAnyAuthority(authorities(rule));
        }
      }
    }
  }

  /** Behind a trusted gateway whoever gets here is a user. */
  private static AccessRule.Access effective(
      AccessRule.Access access, SecurityProperties properties) {
    return access == AccessRule.Access.USERS && properties.trustsGateway()
        ? AccessRule.Access.ANYBODY
        : access;
  }

  private static String[] authorities(AccessRule rule) {
    return rule.roles().stream().map(Role::authority).toArray(String[]::new);
  }

  private static void technicalPaths(AccessRules.Rules rules) {
    rules
        .open(
            HttpMethod.GET,
            "/actuator/health/liveness",
            "/actuator/health/readiness",
            "/actuator/prometheus",
            "/v3/api-docs/**",
            "/swagger-ui/**",
            "/swagger-ui.html",
            "/error")
        .roles(HttpMethod.GET, "/actuator/health/**", Role.OPERATOR, Role.AUDITOR);
  }

  /** What is no path, header or parameter of anybody's is refused as any malformed request. */
  @Bean
  RequestRejectedHandler refusalsOfTheFirewall(Problems problems) {
    return (request, response, cause) ->
        problems.write(response, Reason.INVALID_REQUEST, ProblemAdvice.REFUSED);
  }

  /** Of methods that are unknown, the dispatcher says so: 405. */
  @Bean
  HttpFirewall firewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    // The bytes of UTF-8, which a container takes for Latin-1, are no control characters.
    firewall.setAllowedHeaderValues(
        value ->
            new String(value.getBytes(ISO_8859_1), UTF_8)
                .chars()
                .noneMatch(Character::isISOControl));
    return firewall;
  }
}
