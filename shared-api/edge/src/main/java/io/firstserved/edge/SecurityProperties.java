package io.firstserved.edge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Who is believed.
 *
 * @param mode where a user's identity comes from
 * @param jwt how tokens are checked; needed in every mode, because administration always takes one
 */
@Validated
@ConfigurationProperties("first-served.security")
public record SecurityProperties(@DefaultValue("jwt") Mode mode, @DefaultValue @Valid Jwt jwt) {

  /** Where a user's identity comes from. */
  public enum Mode {
    /** From the token's subject: every caller needs a token. */
    JWT,
    /**
     * From the {@code X-User-Id} header or the body: only behind a gateway that authenticates users
     * itself, or for load tests on loopback. Administration still needs a token.
     */
    TRUSTED_GATEWAY
  }

  /**
   * How tokens are checked: by a shared secret or by a key set, exactly one of them. Every token
   * needs {@code iss}, {@code aud} and {@code exp}.
   *
   * @param secret HS256 secret; RFC 7518 wants a key of at least the hash's 256 bits. It is never
   *     told, not even if it is refused
   * @param jwkSetUri where the identity provider publishes its keys, read again when a token names
   *     a key that is not among them; or {@code file:} and an absolute path to a set of public
   *     keys, read again when the file changes
   * @param issuer the {@code iss} claim to insist on; {@code first-served} with a secret, to be set
   *     with a key set
   * @param audience what the {@code aud} claim has to name
   * @param algorithms what keys of the key set may sign with, by RFC 7518
   * @param clockSkew by how much the issuer's clock may differ
   * @param jwkSetTimeout longest wait for the key set, to connect and to read
   * @param jwkSetMaxSize the largest file with a key set that is read. Default 64 KB, some 60 keys
   */
  public record Jwt(
      @Nullable String secret,
      @Nullable String jwkSetUri,
      @Nullable String issuer,
      @DefaultValue(OWN_NAME) @NotBlank String audience,
      @DefaultValue({"RS256", "PS256", "ES256"}) @NotEmpty List<SignatureAlgorithm> algorithms,
      @DefaultValue("60s") @DurationMin @DurationMax(minutes = 5) Duration clockSkew,
      @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(seconds = 30)
          Duration jwkSetTimeout,
      @DefaultValue("64KB") DataSize jwkSetMaxSize) {

    /** RFC 7518, section 3.2: a key of at least the hash's 256 bits. */
    static final int MIN_SECRET_LENGTH = 32;

    private static final String OWN_NAME = "first-served";

    /** Takes what is blank as not given. */
    public Jwt {
      secret = blankToNull(secret);
      jwkSetUri = blankToNull(jwkSetUri);
      issuer = blankToNull(issuer);
      if (issuer == null && secret != null) {
        issuer = OWN_NAME;
      }
    }

    // A constraint on the secret itself would print it when it is refused.
    @AssertTrue(message = "secret must be at least " + MIN_SECRET_LENGTH + " characters long")
    boolean isSecretLongEnough() {
      return secret == null || secret.length() >= MIN_SECRET_LENGTH;
    }

    @AssertTrue(
        message =
            "secret must be set (environment: FIRST_SERVED_SECURITY_JWT_SECRET), or jwk-set-uri,"
                + " and not both")
    boolean isCheckedInExactlyOneWay() {
      return (secret == null) != (jwkSetUri == null);
    }

    @AssertTrue(message = "issuer must be set with jwk-set-uri")
    boolean isIssuerKnown() {
      return jwkSetUri == null || issuer != null;
    }

    @AssertTrue(message = "jwk-set-uri must be http://…, https://… or file:/…")
    boolean isJwkSetUriUsable() {
      try {
        return jwkSetUri == null || isHttp(new URI(jwkSetUri)) || jwkSetFile() != null;
      } catch (URISyntaxException | IllegalArgumentException unusable) {
        return false;
      }
    }

    @AssertTrue(message = "jwk-set-max-size must be 1KB to 1MB")
    boolean isJwkSetMaxSizeSensible() {
      return jwkSetMaxSize.compareTo(DataSize.ofKilobytes(1)) >= 0
          && jwkSetMaxSize.compareTo(DataSize.ofMegabytes(1)) <= 0;
    }

    /**
     * The file of public keys; null if the key set is asked for over HTTP, or there is none.
     *
     * @throws IllegalArgumentException if it is a {@code file:} URI that names no file of this
     *     machine
     */
    @Nullable Path jwkSetFile() {
      return jwkSetUri != null && jwkSetUri.regionMatches(true, 0, "file:", 0, 5)
          ? Path.of(URI.create(jwkSetUri))
          : null;
    }

    private static boolean isHttp(URI uri) {
      return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    private static @Nullable String blankToNull(@Nullable String text) {
      return text == null || text.isBlank() ? null : text;
    }
  }

  /** Whether users are taken from the gateway's header or the body. */
  public boolean trustsGateway() {
    return mode == Mode.TRUSTED_GATEWAY;
  }
}
