package io.firstserved.edge;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;

/** Which tokens are believed: signed by a known key, of our issuer, for us, and not for ever. */
@Configuration(proxyBeanMethods = false)
class Tokens {

  @Bean
  @ConditionalOnMissingBean
  JwtDecoder jwtDecoder(SecurityProperties properties) {
    var jwt = properties.jwt();
    var decoder = jwt.secret() != null ? bySecret(jwt.secret()) : byKeySet(jwt);
    decoder.setJwtValidator(claims(jwt));
    return decoder;
  }

  private static NimbusJwtDecoder byKeySet(SecurityProperties.Jwt jwt) {
    var file = jwt.jwkSetFile();
    return file == null ? byPublishedKeySet(jwt) : byKeySetFile(file, jwt);
  }

  private static NimbusJwtDecoder byKeySetFile(Path file, SecurityProperties.Jwt jwt) {
    return NimbusJwtDecoder.withJwkSource(new KeySetFile(file, jwt.jwkSetMaxSize()))
        .jwsAlgorithms(allowed -> allowed.addAll(jwt.algorithms()))
        .build();
  }

  private static NimbusJwtDecoder bySecret(String secret) {
    var key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    return NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
  }

  private static NimbusJwtDecoder byPublishedKeySet(SecurityProperties.Jwt jwt) {
    return NimbusJwtDecoder.withJwkSetUri(Objects.requireNonNull(jwt.jwkSetUri()))
        .jwsAlgorithms(allowed -> allowed.addAll(jwt.algorithms()))
        .restOperations(within(jwt))
        .build();
  }

  private static RestOperations within(SecurityProperties.Jwt jwt) {
    var requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(jwt.jwkSetTimeout());
    requests.setReadTimeout(jwt.jwkSetTimeout());
    return new RestTemplate(requests);
  }

  private static OAuth2TokenValidator<Jwt> claims(SecurityProperties.Jwt jwt) {
    var time = new JwtTimestampValidator(jwt.clockSkew());
    time.setAllowEmptyExpiryClaim(false);
    // RFC 9068 names access tokens so; many issuers do.
    var type = new JwtTypeValidator("JWT", "at+jwt");
    type.setAllowEmpty(true);
    return new DelegatingOAuth2TokenValidator<>(
        type,
        time,
        new JwtIssuerValidator(Objects.requireNonNull(jwt.issuer())),
        new JwtAudienceValidator(jwt.audience()));
  }
}
