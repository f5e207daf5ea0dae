package io.firstserved.edge;

import java.util.Arrays;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Who may call what, as one list per application: declare a bean of this type. What the list does
 * not name is refused.
 */
@FunctionalInterface
public interface AccessRules {

  /** Adds the application's rules, the first match wins. */
  void declare(Rules rules);

  /** The list under construction. */
  final class Rules {

    private final AuthorizeHttpRequestsConfigurer<HttpSecurity>
            .AuthorizationManagerRequestMatcherRegistry
        registry;
    private final boolean trustsGateway;

    Rules(
        AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
            registry,
        boolean trustsGateway) {
      this.registry = registry;
      this.trustsGateway = trustsGateway;
    }

    /** Anybody may. */
    public Rules open(HttpMethod method, String... patterns) {
      registry.requestMatchers(method, patterns).permitAll();
      return this;
    }

    /** A user may: with a token, or as the trusted gateway says where that mode is on. */
    public Rules users(HttpMethod method, String... patterns) {
      if (trustsGateway) {
        return open(method, patterns);
      }
      registry.requestMatchers(method, patterns).authenticated();
      return this;
    }

    /** Only a token with one of these roles may, in every mode. */
    public Rules roles(HttpMethod method, String pattern, Role... roles) {
      registry
          .requestMatchers(method, pattern)
          .hasAnyAuthority(Arrays.stream(roles).map(Role::authority).toArray(String[]::new));
      return this;
    }
  }
}
