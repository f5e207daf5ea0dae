package io.firstserved.edge;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Calls the application under test over a real socket. */
final class Http {

  static final String SECRET = "a-secret-for-tests-of-at-least-32-characters";

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  Http(int port) {
    this.port = port;
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", "application/json");
  }

  HttpResponse<String> post(String path, String body) {
    return send(to(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Sends the body in chunks, so that its length is not declared. */
  HttpResponse<String> postChunked(String path, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return send(
        to(path)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /**
   * Sends a request as it stands here, however malformed.
   *
   * @param head request line and headers, each ended by a line feed; a character is a byte
   */
  Answer raw(String head) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var request = head.replace("\n", "\r\n") + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /**
   * An answer to a {@link #raw} request.
   *
   * @param head status line and headers
   */
  record Answer(int status, String head, String body) {

    private static Answer of(String text) {
      var end = text.indexOf("\r\n\r\n");
      var head = text.substring(0, end);
      var lines = text.substring(end + 4);
      // In chunks or not: a problem is one line.
      var body = lines.lines().filter(line -> line.startsWith("{")).findFirst().orElse(lines);
      return new Answer(Integer.parseInt(head.split(" ", 3)[1]), head, body);
    }
  }

  static String token(String subject, Instant expires, String... roles) {
    return signed(claims(subject, roles).expirationTime(Date.from(expires)).build());
  }

  /** What every token has, but for its end. */
  static JWTClaimsSet.Builder claims(String subject, String... roles) {
    return new JWTClaimsSet.Builder()
        .issuer("first-served")
        .audience("first-served")
        .subject(subject)
        .claim("roles", List.of(roles));
  }

  static String signed(JWTClaimsSet claims) {
    return signed(JOSEObjectType.JWT, claims);
  }

  static String signed(JOSEObjectType type, JWTClaimsSet claims) {
    var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).type(type).build(), claims);
    try {
      token.sign(new MACSigner(SECRET));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
    return token.serialize();
  }
}
