package io.firstserved.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.firstserved.api.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the application under test over a real socket, as somebody. */
record Http(int port, @Nullable String token, @Nullable String gatewayUser) {

  static final String SECRET = "a-secret-for-tests-of-at-least-32-characters";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** The same, with a token for this subject. */
  Http as(String subject, String... roles) {
    return new Http(port, token(subject, roles), gatewayUser);
  }

  Answer post(String path, String body) {
    return send("POST", path, body, "application/json");
  }

  Answer delete(String path) {
    return send("DELETE", path, "", "application/json");
  }

  Answer send(String method, String path, String body, String contentType) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (gatewayUser != null) {
      request.header("X-User-Id", gatewayUser);
    }
    try {
      var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response);
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** An answer, and what is expected of it. */
  record Answer(HttpResponse<String> response) {

    JsonNode body() {
      return JsonMapper.shared().readTree(response.body());
    }

    JsonNode succeeded(int status) {
      assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
      return body();
    }

    JsonNode refused(int status, Reason reason) {
      assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
      assertThat(body().path("reason").asString()).as(response.body()).isEqualTo(reason.name());
      return body();
    }

    /** The one field that a 400 complains of. */
    JsonNode invalidField() {
      var errors = refused(400, Reason.INVALID_REQUEST).path("errors");
      assertThat(errors.size()).as(response.body()).isEqualTo(1);
      return errors.path(0);
    }
  }

  private static String token(String subject, String... roles) {
    var claims =
        new JWTClaimsSet.Builder()
            .subject(subject)
            .issuer("first-served")
            .audience("first-served")
            .claim("roles", List.of(roles))
            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
            .build();
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(SECRET));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
    return token.serialize();
  }
}
