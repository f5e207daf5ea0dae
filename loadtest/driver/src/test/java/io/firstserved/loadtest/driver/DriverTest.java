package io.firstserved.loadtest.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver against a server that answers as the contract says, and as it should not. */
class DriverTest {

  private static final String ISSUED = "{\"couponId\":\"c1\",\"userId\":\"u\",\"serial\":17}";
  private static final String SOLD_OUT = "{\"type\":\"x\",\"reason\":\"SOLD_OUT\"}";

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  /** Gives each request its answer. */
  private interface Script {
    void answer(int n, HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void countsAnswersByStatusAndKind() throws IOException {
    serve(
        (n, exchange) -> answer(exchange, n <= 30 ? 201 : 410, n <= 30 ? ISSUED : SOLD_OUT, false));

    var result = Driver.run(plan(100, null, null));

    assertThat(result.byStatus()).containsEntry("201", 30L).containsEntry("410", 70L).hasSize(2);
    assertThat(result.byKind().get("accepted").count()).isEqualTo(30);
    assertThat(result.byKind().get("refused").count()).isEqualTo(70);
    assertThat(result.byKind().get("failed").count()).isZero();
  }

  @Test
  void readsChunkedAnswersAndReopensClosedConnections() throws IOException {
    serve(
        (n, exchange) -> {
          if (n % 7 == 0) {
            exchange.getResponseHeaders().set("Connection", "close");
          }
          answer(exchange, 201, ISSUED, n % 2 == 0);
        });

    assertThat(Driver.run(plan(200, null, null)).byStatus())
        .isEqualTo(java.util.Map.of("201", 200L));
  }

  @Test
  void writesWhatEachUserWasTold(@TempDir Path folder) throws IOException {
    serve(
        (n, exchange) -> answer(exchange, n == 1 ? 201 : 410, n == 1 ? ISSUED : SOLD_OUT, n == 1));
    var history = folder.resolve("history.ndjson");

    Driver.run(plan(2, null, history));

    assertThat(Files.readAllLines(history))
        .anyMatch(line -> line.endsWith("\"status\":201,\"couponId\":\"c1\",\"serial\":17}"))
        .anyMatch(line -> line.endsWith("\"status\":410,\"reason\":\"SOLD_OUT\"}"))
        .allMatch(line -> line.startsWith("{\"userId\":\"u-"))
        .hasSize(2);
  }

  @Test
  void anAnswerThatNeverComesIsAFailureOfItsRequest(@TempDir Path folder) throws IOException {
    serve(
        (n, exchange) -> {
          if (n > 1) {
            answer(exchange, 201, ISSUED, false);
          }
        });
    var history = folder.resolve("history.ndjson");

    var result = Driver.run(plan(5, null, history));

    assertThat(result.byStatus()).containsEntry("201", 4L).hasSize(2);
    assertThat(result.byKind().get("failed").count()).isEqualTo(1);
    assertThat(Files.readAllLines(history))
        .hasSize(5)
        .anyMatch(line -> line.contains("\"status\":0"));
  }

  @Test
  void keepsTheRate() throws IOException {
    serve((n, exchange) -> answer(exchange, 201, ISSUED, false));

    var result = Driver.run(plan(Long.MAX_VALUE, 200.0, null));

    assertThat(result.byKind().get("accepted").count()).isBetween(195L, 201L);
  }

  private void serve(Script script) {
    server.createContext(
        "/api/v1/campaigns/camp/coupons",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          script.answer(requests.incrementAndGet(), exchange);
        });
  }

  private static void answer(HttpExchange exchange, int status, String body, boolean chunked)
      throws IOException {
    exchange.sendResponseHeaders(status, chunked ? 0 : body.length());
    try (var out = exchange.getResponseBody()) {
      out.write(body.getBytes(US_ASCII));
    }
  }

  @Test
  void sendsEachUserHisOwnToken(@TempDir Path folder) throws Exception {
    var key = folder.resolve("secret");
    Files.writeString(key, "a-secret-for-tests-of-at-least-32-characters\n");
    var seen = ConcurrentHashMap.<String>newKeySet();
    serve(
        (n, exchange) -> {
          seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
          answer(exchange, 201, ISSUED, false);
        });
    var tokens = Tokens.make(TokenKey.read(TokenKey.Algorithm.HS256, key), "u-", 50);

    Driver.run(plan(100, null, null, tokens));

    assertThat(seen)
        .hasSize(50)
        .contains("Bearer " + tokens.of(0))
        .contains("Bearer " + tokens.of(99));
    var parts = tokens.of(7).split("\\.");
    var decoder = Base64.getUrlDecoder();
    assertThat(new String(decoder.decode(parts[0]), US_ASCII)).isEqualTo("{\"alg\":\"HS256\"}");
    assertThat(new String(decoder.decode(parts[1]), US_ASCII)).startsWith("{\"sub\":\"u-7\",");
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Files.readString(key).strip().getBytes(US_ASCII), "HmacSHA256"));
    assertThat(decoder.decode(parts[2]))
        .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(US_ASCII)));
  }

  @Test
  void signsWithPrivateKeysAsWell(@TempDir Path folder) throws Exception {
    assertSigned(folder, TokenKey.Algorithm.RS256, "RSA", "SHA256withRSA");
    assertSigned(folder, TokenKey.Algorithm.ES256, "EC", "SHA256withECDSAinP1363Format");
  }

  private static void assertSigned(
      Path folder, TokenKey.Algorithm algorithm, String kind, String signature) throws Exception {
    var generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(kind.equals("EC") ? 256 : 2048);
    var pair = generator.generateKeyPair();
    var key = folder.resolve(kind);
    var encoded = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    Files.writeString(
        key, "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n");

    var token = Tokens.make(TokenKey.read(algorithm, key), "u-", 1).of(0);

    int end = token.lastIndexOf('.');
    var check = Signature.getInstance(signature);
    check.initVerify(pair.getPublic());
    check.update(token.substring(0, end).getBytes(US_ASCII));
    assertThat(check.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)))).isTrue();
  }

  private Plan plan(long requests, @Nullable Double rate, @Nullable Path history) {
    return plan(requests, rate, history, null);
  }

  private Plan plan(
      long requests, @Nullable Double rate, @Nullable Path history, @Nullable Tokens tokens) {
    return new Plan(
        List.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
        "camp",
        "u-",
        Long.MAX_VALUE,
        4,
        rate,
        null,
        Duration.ZERO,
        Duration.ofSeconds(1),
        requests,
        Duration.ofSeconds(1),
        null,
        List.of(),
        tokens,
        history);
  }
}
