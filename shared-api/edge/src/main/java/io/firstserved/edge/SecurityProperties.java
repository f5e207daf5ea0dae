package io.firstserved.edge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
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
   * How tokens are checked: by a shared secret or by a key set, exactly one of them.
   *
   * @param secret HS256 secret, at least {@value #MIN_SECRET_LENGTH} characters
   * @param jwkSetUri where the identity provider publishes its keys
   * @param issuer the {@code iss} claim to insist on; null accepts any
   */
  public record Jwt(
      @Size(min = MIN_SECRET_LENGTH, message = "must have at least {min} characters")
          @Nullable String secret,
      @Nullable String jwkSetUri,
      @Nullable String issuer) {

    /** RFC 7518, section 3.2: a key of at least the hash's 256 bits. */
    static final int MIN_SECRET_LENGTH = 32;

    /** Takes what is blank as not given. */
    public Jwt {
      secret = blankToNull(secret);
      jwkSetUri = blankToNull(jwkSetUri);
      issuer = blankToNull(issuer);
    }

    @AssertTrue(
        message =
            "set either secret (environment: FIRST_SERVED_SECURITY_JWT_SECRET) or jwk-set-uri")
    boolean isCheckedInExactlyOneWay() {
      return (secret == null) != (jwkSetUri == null);
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
