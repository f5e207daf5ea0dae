package io.firstserved.query.audit.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.firstserved.edge.SecurityProperties;
import io.firstserved.query.audit.source.SourceUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** By which token the gate is asked, and what is said of a gate that does not tell. */
class HttpGateClientTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final String FIGURES =
      """
      {"campaignId":"sale","counter":3,"used":2,"pending":1,"free":0,"users":3,"sameRun":true}""";

  @TempDir private Path folder;

  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private HttpServer commandSide;

  @BeforeEach
  void listen() throws IOException {
    commandSide = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    commandSide.createContext(
        "/api/v1/campaigns/sale/gate",
        exchange -> {
          tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
          var body = FIGURES.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    commandSide.start();
  }

  @AfterEach
  void stop() {
    commandSide.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + commandSide.getAddress().getPort();
  }

  private HttpGateClient client(Map<String, String> settings, String... urls) {
    var binder = new Binder(new MapConfigurationPropertySource(settings));
    var limits = binder.bindOrCreate("first-served.audit", AuditProperties.class);
    var security = binder.bindOrCreate("first-served.security", SecurityProperties.class);
    var token = GateToken.of(limits, security.jwt(), Clock.systemUTC());
    return new HttpGateClient(List.of(urls), TIMEOUT, token);
  }

  private HttpGateClient clientWithFile(Path file, String... urls) {
    return client(Map.of("first-served.audit.gate-token-file", file.toString()), urls);
  }

  private Path token(String content) throws IOException {
    return Files.writeString(folder.resolve("token"), content);
  }

  private static void requireUnavailable(HttpGateClient client, String fault) {
    assertThatThrownBy(() -> client.figures("sale"))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void asksByTheTokenThatTheFileHoldsNow() throws IOException {
    var client = clientWithFile(token("first\n"), url());

    assertThat(client.figures("sale")).get().hasFieldOrPropertyWithValue("used", 2L);
    token("second\n");
    client.figures("sale");

    assertThat(tokens).containsExactly("Bearer first", "Bearer second");
  }

  @Test
  void prefersTheFileToTheSharedSecret() throws IOException {
    var settings = new HashMap<String, String>();
    settings.put("first-served.audit.gate-token-file", token("given").toString());
    settings.put("first-served.security.jwt.secret", "s".repeat(32));

    client(settings, url()).figures("sale");

    assertThat(tokens).containsExactly("Bearer given");
  }

  @Test
  void signsATokenOfAnAuditorWhereThereIsASharedSecret() throws Exception {
    client(Map.of("first-served.security.jwt.secret", "s".repeat(32)), url()).figures("sale");

    var claims = SignedJWT.parse(tokens.getFirst().substring(7)).getJWTClaimsSet();
    assertThat(claims.getStringListClaim("roles")).containsExactly("auditor");
    assertThat(claims.getIssuer()).isEqualTo("first-served");
  }

  @Test
  void asksNobodyWithoutAToken() {
    requireUnavailable(
        client(Map.of(), url()), "no token to ask it with, see first-served.audit.gate-token-file");

    assertThat(tokens).isEmpty();
  }

  @Test
  void saysThatTheTokensFileIsNotThere() {
    requireUnavailable(
        clientWithFile(folder.resolve("nothing"), url()),
        "the file of first-served.audit.gate-token-file cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a\nb", "TOO LONG"})
  void sendsNothingThatIsNoToken(String content) throws IOException {
    var file = token(content.equals("TOO LONG") ? "x".repeat(8_193) : content);

    requireUnavailable(clientWithFile(file, url()), "holds no token");
    assertThat(tokens).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, refuses the audit's token (401)",
    "403, refuses the audit's token (403): it lacks the role auditor",
    "503, the command side answers 503 for the gate of sale"
  })
  void saysHowTheCommandSideAnswers(int answered, String fault) throws IOException {
    status = answered;

    requireUnavailable(clientWithFile(token("any"), url()), fault);
  }

  @Test
  void doesNotHideARefusalBehindANodeThatIsDown() throws IOException {
    status = 401;
    var nobody = "http://127.0.0.1:1";

    for (var urls : List.of(List.of(url(), nobody), List.of(nobody, url()))) {
      var client = clientWithFile(token("any"), urls.toArray(String[]::new));
      requireUnavailable(client, "refuses the audit's token (401)");
      requireUnavailable(client, "does not answer");
    }
  }

  @Test
  void asksTheNextNodeWhenOneIsDown() throws IOException {
    assertThat(clientWithFile(token("any"), "http://127.0.0.1:1", url()).figures("sale"))
        .isPresent();
  }
}
