package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tokens checked by public keys in a file, which changes while the service runs. */
@SpringBootTest(
    classes = TestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=edge-test",
      "first-served.security.jwt.issuer=first-served",
      "first-served.security.jwt.jwk-set-max-size=1KB"
    })
@ExtendWith(OutputCaptureExtension.class)
class KeySetFileTest {

  @TempDir private static Path folder;

  private static Path file;

  @LocalServerPort private int port;
  private Http http;

  private final ECKey known = key();

  @DynamicPropertySource
  static void writeFirstSet(DynamicPropertyRegistry registry) throws IOException {
    file = folder.resolve("keys of tokens.json");
    publish(publicly(key()));
    registry.add("first-served.security.jwt.jwk-set-uri", () -> file.toUri().toString());
  }

  @BeforeEach
  void publishTheKnownKey() throws IOException {
    http = new Http(port);
    publish(publicly(known));
    assertThat(statusFor(known)).isEqualTo(200);
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String publicly(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(true);
  }

  private static String withPrivateKeys(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(false);
  }

  private static void publish(String keys) throws IOException {
    var next = Files.writeString(folder.resolve("next"), keys);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private int statusFor(ECKey key) {
    return answer(key).statusCode();
  }

  private HttpResponse<String> answer(ECKey key) {
    try {
      return answer(JWSAlgorithm.ES256, key.getKeyID(), new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> answer(JWSAlgorithm algorithm, String id, JWSSigner signer)
      throws JOSEException {
    var claims = Http.claims("ada").expirationTime(Date.from(Instant.now().plusSeconds(60)));
    var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(id).build(), claims.build());
    token.sign(signer);
    return http.send(
        http.to("/api/users")
            .header("Authorization", "Bearer " + token.serialize())
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  @Test
  void followsAChangeOfKeysWithoutARestart() throws IOException {
    var next = key();
    assertThat(statusFor(next)).isEqualTo(401);

    publish(publicly(known, next));
    assertThat(statusFor(next)).isEqualTo(200);
    assertThat(statusFor(known)).isEqualTo(200);

    publish(publicly(next));
    assertThat(statusFor(known)).isEqualTo(401);
    assertThat(statusFor(next)).isEqualTo(200);
  }

  @Test
  void noticesThatTheFileWasWrittenInItsPlace() throws IOException {
    var next = key();

    Files.writeString(file, publicly(next) + "\n");

    assertThat(statusFor(next)).isEqualTo(200);
  }

  @Test
  void takesNoSignatureByWhatTheFileTellsEverybody() throws Exception {
    var everybodysSecret = new MACSigner(Files.readAllBytes(file));

    assertThat(answer(JWSAlgorithm.HS256, known.getKeyID(), everybodysSecret).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "{\"keys\":[]}"})
  void goesOnWithTheKeysItHasWhileTheFileIsUnusable(String content, CapturedOutput output)
      throws IOException {
    publish(content);
    requireOnlyTheKnownKeyBelieved(output);
  }

  @Test
  void goesOnWithTheKeysItHasWhileThereIsNoFile(CapturedOutput output) throws IOException {
    Files.delete(file);
    requireOnlyTheKnownKeyBelieved(output);
  }

  @Test
  void takesNoSetWithAPrivateKeyWhileItRuns(CapturedOutput output) throws IOException {
    publish(withPrivateKeys(known, key()));
    requireOnlyTheKnownKeyBelieved(output);
  }

  private void requireOnlyTheKnownKeyBelieved(CapturedOutput output) throws IOException {
    assertThat(statusFor(known)).isEqualTo(200);
    var next = key();
    var answer = answer(next);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(output).containsOnlyOnce("the keys read before stay");

    publish(publicly(next));
    assertThat(statusFor(next)).isEqualTo(200);
  }

  @Test
  void aSetThatCouldSignStopsTheStartAndIsNotTold(CapturedOutput output) throws IOException {
    var secret = Files.writeString(folder.resolve("secret.json"), withPrivateKeys(known));

    assertThatThrownBy(() -> start(secret)).isNotNull();

    assertThat(output)
        .contains("the key set " + secret + " holds a private or symmetric key")
        .doesNotContain(known.toECKey().getD().toString());
  }

  @Test
  void aFileThatIsNotThereStopsTheStart(CapturedOutput output) {
    assertThatThrownBy(() -> start(folder.resolve("nowhere.json"))).isNotNull();

    assertThat(output).contains("nowhere.json is not there, or no file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is larger than 1024B",
        "is no JSON Web Key Set (RFC 7517)",
        "holds no key",
        "holds a private or symmetric key"
      })
  void stopsTheStartAndSaysWhy(String fault) throws IOException {
    var content =
        switch (fault) {
          case "is larger than 1024B" -> publicly(known) + " ".repeat(1024);
          case "holds no key" -> "{\"keys\":[]}";
          case "holds a private or symmetric key" ->
              "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}";
          default -> "-----BEGIN PUBLIC KEY-----";
        };
    var unusable = Files.writeString(folder.resolve("unusable.json"), content);

    assertThatThrownBy(() -> start(unusable)).rootCause().hasMessageContaining(fault);
  }

  private static void start(Path keys) {
    SpringApplication.run(
            TestApplication.class,
            "--spring.application.name=key-set-file-test",
            "--server.port=0",
            "--first-served.security.jwt.issuer=first-served",
            "--first-served.security.jwt.jwk-set-max-size=1KB",
            "--first-served.security.jwt.jwk-set-uri=" + keys.toUri())
        .close();
  }
}
