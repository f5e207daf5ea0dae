package io.firstserved.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands the {@link Caller} to controllers. */
class CallerResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

  private static final String ROLE_PREFIX = "ROLE_";

  private final boolean trustsGateway;

  CallerResolver(SecurityProperties properties) {
    this.trustsGateway = properties.trustsGateway();
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(Caller.class);
  }

  @Override
  public Caller resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    var principal = request.getUserPrincipal();
    return new Caller(
        principal == null ? null : principal.getName(),
        roles(principal),
        trustsGateway ? gatewayUser(request) : null,
        trustsGateway);
  }

  private static @Nullable String gatewayUser(NativeWebRequest request) {
    return Caller.gatewayUserOf(
        Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
  }

  private static Set<String> roles(@Nullable Principal principal) {
    if (!(principal instanceof JwtAuthenticationToken token)) {
      return Set.of();
    }
    return token.getAuthorities().stream()
        .map(GrantedAuthority::getAuthority)
        .filter(authority -> authority != null && authority.startsWith(ROLE_PREFIX))
        .map(authority -> authority.substring(ROLE_PREFIX.length()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
