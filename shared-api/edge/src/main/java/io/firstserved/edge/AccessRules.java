package io.firstserved.edge;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;

import java.util.Arrays;
import java.util.List;
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
      each(method, patterns).forEach(url -> url.permitAll());
      return this;
    }

    /** A user may: with a token, or as the trusted gateway says where that mode is on. */
    public Rules users(HttpMethod method, String... patterns) {
      if (trustsGateway) {
        return open(method, patterns);
      }
      each(method, patterns).forEach(url -> url.authenticated());
      return this;
    }

    /** Only a token with one of these roles may, in every mode. */
    public Rules roles(HttpMethod method, String pattern, Role... roles) {
      var authorities = Arrays.stream(roles).map(Role::authority).toArray(String[]::new);
      each(method, pattern).forEach(url -> url.hasAnyAuthority(authorities));
      return this;
    }

    /** HEAD is GET without the body, so whoever may the one may the other. */
    private List<AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizedUrl> each(
        HttpMethod method, String... patterns) {
      var methods = method.equals(GET) ? List.of(GET, HEAD) : List.of(method);
      return methods.stream().map(one -> registry.requestMatchers(one, patterns)).toList();
    }
  }
}
