package io.firstserved.edge;

import io.firstserved.api.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Tells who calls: behind the security filters, and in front of them where there is nothing for
 * them to judge. Thread-safe.
 */
public final class Callers {

  /** What the security filters' authorities of a role begin with. */
  static final String ROLE_PREFIX = "ROLE_";

  private final BearerTokens tokens;
  private final boolean trustsGateway;

  Callers(BearerTokens tokens, SecurityProperties properties) {
    this.tokens = tokens;
    this.trustsGateway = properties.trustsGateway();
  }

  /**
   * The caller of a request that has not passed the security filters and may do what any user may;
   * null if they have to say whether it may: without a good token, unless the gateway is trusted
   * and there is none at all.
   */
  public @Nullable Caller ofUser(HttpServletRequest request) {
    var bearer = tokens.bearerOf(request);
    if (bearer == null
        && !(trustsGateway && request.getHeader(HttpHeaders.AUTHORIZATION) == null)) {
      return null;
    }
    try {
      return of(bearer, request);
    } catch (RefusedException unusualHeader) {
      return null;
    }
  }

  /**
   * The caller of a request that has passed the security filters.
   *
   * @param principal whom they found; null if nobody
   * @throws RefusedException INVALID_REQUEST if the gateway names a user that is not UTF-8
   */
  Caller of(@Nullable Principal principal, HttpServletRequest request) {
    return new Caller(
        principal == null ? null : principal.getName(),
        roles(principal),
        trustsGateway ? Caller.gatewayUserOf(request) : null,
        trustsGateway);
  }

  private static Set<String> roles(@Nullable Principal principal) {
    if (!(principal instanceof JwtAuthenticationToken token)) {
      return Set.of();
    }
    var roles = new HashSet<String>();
    for (var granted : token.getAuthorities()) {
      var authority = granted.getAuthority();
      if (authority != null && authority.startsWith(ROLE_PREFIX)) {
        roles.add(authority.substring(ROLE_PREFIX.length()));
      }
    }
    return Set.copyOf(roles);
  }
}
