package io.firstserved.standalone.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevelopmentTokenTest {

  private static final DevelopmentToken TOKEN =
      new DevelopmentToken(
          "kim", List.of("auditor", "operator"), Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void carriesWhatTheApplicationsAskFor() {
    var claims = TOKEN.signed("s".repeat(32)).split("\\.")[1];

    assertThat(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"iss":"first-served","aud":"first-served","sub":"kim",\
            "roles":["auditor","operator"],"exp":1767225600}""");
  }

  @Test
  void isSignedWithTheSecret() {
    assertThat(TOKEN.signed("s".repeat(32)))
        .isEqualTo(TOKEN.signed("s".repeat(32)))
        .isNotEqualTo(TOKEN.signed("t".repeat(32)));
  }
}
