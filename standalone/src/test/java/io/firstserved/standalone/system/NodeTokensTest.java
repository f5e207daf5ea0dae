package io.firstserved.standalone.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.standalone.token.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTokensTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path root;

  private final SigningKey key = SigningKey.generate();
  private volatile Instant now = BEGIN;
  private DataFolder folder;
  private NodeTokens tokens;

  @BeforeEach
  void start() throws Exception {
    folder = new DataFolder(root);
    Files.createDirectories(folder.run());
    tokens = new NodeTokens(folder, key, new TestClock(), Terminal.standard());
    tokens.start();
  }

  @AfterEach
  void close() {
    tokens.close();
  }

  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  private JsonNode claims() throws Exception {
    var payload = Files.readString(folder.gateTokenFile()).split("\\.")[1];
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(payload));
  }

  private Duration left() throws Exception {
    return Duration.between(now, Instant.ofEpochSecond(claims().path("exp").asLong()));
  }

  @Test
  void tellThePublicKeysOnly() {
    assertThat(folder.keySetFile()).content(UTF_8).isEqualTo(key.keySet()).doesNotContain("\"d\"");
  }

  @Test
  void letAuditsAskAndDoNothingElse() throws Exception {
    assertThat(claims().path("roles")).hasToString("[\"auditor\"]");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.gateTokenFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void areRenewedLongBeforeTheyEnd() throws Exception {
    now = BEGIN.plus(NodeTokens.LIFETIME.dividedBy(2)).minusSeconds(1);
    tokens.renewIfDue();
    assertThat(left()).isEqualTo(NodeTokens.LIFETIME.dividedBy(2).plusSeconds(1));

    now = BEGIN.plus(NodeTokens.LIFETIME.dividedBy(2));
    tokens.renewIfDue();
    assertThat(left()).isEqualTo(NodeTokens.LIFETIME);
  }

  @Test
  void areRenewedAtOnceAfterASleepThatOutlastedThem() throws Exception {
    now = BEGIN.plus(NodeTokens.LIFETIME.multipliedBy(5));

    tokens.renewIfDue();

    assertThat(left()).isEqualTo(NodeTokens.LIFETIME);
  }
}
