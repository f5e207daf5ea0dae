package io.firstserved.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Verifies the bearer token of a request, once: what was found stays with the request, so that the
 * security filters do not ask again, a published key set least of all, what somebody in front of
 * them has asked. Nothing is remembered beyond the request. Thread-safe.
 */
final class BearerTokens implements AuthenticationManagerResolver<HttpServletRequest> {

  private static final String ROLES = "roles";

  private static final String VERIFIED = BearerTokens.class.getName() + ".verified";

  /** Binds a token to a key of its bearer's (RFC 7800), which somebody else has to check. */
  private static final String CONFIRMATION = "cnf";

  private final BearerTokenResolver tokens = new DefaultBearerTokenResolver();
  private final JwtAuthenticationProvider verifier;

  BearerTokens(JwtDecoder decoder) {
    verifier = new JwtAuthenticationProvider(decoder);
    verifier.setJwtAuthenticationConverter(rolesFromClaim());
  }

  private static JwtAuthenticationConverter rolesFromClaim() {
    var converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(BearerTokens::roles);
    return converter;
  }

  /** A list of roles, or one text with spaces between them; what is no text is no role. */
  private static Collection<GrantedAuthority> roles(Jwt token) {
    Object claim = token.getClaim(ROLES);
    var names = claim instanceof String text ? List.of(text.split(" ")) : claim;
    return names instanceof Collection<?> list
        ? list.stream().filter(String.class::isInstance).map(BearerTokens::authority).toList()
        : List.of();
  }

  private static GrantedAuthority authority(Object role) {
    return new SimpleGrantedAuthority(Callers.ROLE_PREFIX + role);
  }

  /** What was found of one token: good, or refused. */
  private record Verified(
      String token, @Nullable Authentication good, @Nullable AuthenticationException refused) {

    Authentication get() {
      if (good == null) {
        throw refused == null ? new IllegalStateException("neither good nor refused") : refused;
      }
      return good;
    }
  }

  /** For the security filters: the request's own verification. */
  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    return asked -> verified(request, (BearerTokenAuthenticationToken) asked).get();
  }

  /**
   * Whom a good token names, for those in front of the security filters; null if there is no token,
   * or one that they have to judge.
   */
  @Nullable JwtAuthenticationToken bearerOf(HttpServletRequest request) {
    try {
      var token = tokens.resolve(request);
      return token == null ? null : plain(verified(request, token(token)).get());
    } catch (RuntimeException refusedOrUnforeseen) {
      return null;
    }
  }

  private static BearerTokenAuthenticationToken token(String token) {
    return new BearerTokenAuthenticationToken(token);
  }

  private static @Nullable JwtAuthenticationToken plain(Authentication good) {
    return good instanceof JwtAuthenticationToken bearer
            && bearer.isAuthenticated()
            && !bearer.getToken().hasClaim(CONFIRMATION)
        ? bearer
        : null;
  }

  private Verified verified(HttpServletRequest request, BearerTokenAuthenticationToken asked) {
    if (request.getAttribute(VERIFIED) instanceof Verified known
        && known.token().equals(asked.getToken())) {
      return known;
    }
    var found = verify(asked);
    request.setAttribute(VERIFIED, found);
    return found;
  }

  private Verified verify(BearerTokenAuthenticationToken asked) {
    try {
      return new Verified(asked.getToken(), verifier.authenticate(asked), null);
    } catch (AuthenticationException refused) {
      return new Verified(asked.getToken(), null, refused);
    }
  }
}
