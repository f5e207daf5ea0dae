package io.firstserved.command.admission;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that are slow with their bodies, on a whole node that checks tokens as by default. */
class SlowBodyIT {

  private static final String ROLE = "campaign-admin";
  private static final String ISSUE = "/api/v1/campaigns/slow/coupons";
  private static final int PLACES = 256;

  private static CommandSideNode node;

  @BeforeAll
  static void start() {
    var settings = CommandSideNode.environment(TestServers.mysql().freshDatabase("log"));
    settings.put("first-served.security.mode", "jwt");
    settings.put("first-served.flow-control.body-wait", "3s");
    settings.put("server.tomcat.connection-timeout", "3s");
    node = CommandSideNode.start(settings);
    node.postAs(
        ROLE,
        "/api/v1/campaigns",
        "{\"campaignId\":\"slow\",\"name\":\"slow\",\"quota\":9,\"perUserLimit\":9}");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void keepNoPlaceFromOthersAndAreCutOff() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < PLACES + 44; i++) {
        slow.add(begun("Content-Length: 2"));
      }

      assertThat(node.postAs(ROLE, ISSUE, "{}").statusCode()).isEqualTo(201);
      assertThat(slow).allSatisfy(SlowBodyIT::assertCutOff);
      await().untilAsserted(() -> assertThat(limiter().taken()).isZero());
    } finally {
      for (var each : slow) {
        each.close();
      }
    }
  }

  @Test
  void areServedIfTheyAreDoneInTime() throws Exception {
    try (var slow = begun("Content-Length: 2")) {
      slow.getOutputStream().write("}".getBytes(US_ASCII));

      assertThat(statusLine(slow)).isEqualTo("HTTP/1.1 201 ");
    }
  }

  @Test
  void areServedIfTheySendInChunks() throws Exception {
    try (var slow = begun("Transfer-Encoding: chunked\r\n\r\n1")) {
      slow.getOutputStream().write("\r\n1\r\n}\r\n0\r\n\r\n".getBytes(US_ASCII));

      assertThat(statusLine(slow)).isEqualTo("HTTP/1.1 201 ");
    }
  }

  /** A byte a second is never silent for long; so many seconds are many times the limit. */
  @Test
  void areCutOffAlthoughTheyGoOnSending() throws Exception {
    try (var slow = begun("Content-Length: 1000")) {
      for (int i = 0; i < 20 && slow.getInputStream().available() == 0; i++) {
        slow.getOutputStream().write(' ');
        Thread.sleep(Duration.ofSeconds(1));
      }

      assertThat(slow.getInputStream().available()).isPositive();
      assertThat(statusLine(slow)).isEqualTo("HTTP/1.1 408 ");
    }
  }

  /** Nobody can be asked to wait longer because others have taken all places. */
  @Test
  void areCutOffWhereNoPlaceIsFreeEither() throws Exception {
    var release = new CountDownLatch(1);
    limiter().places(1);
    limiter().execute(() -> join(release));
    try (var slow = begun("Content-Length: 2")) {
      assertCutOff(slow);
    } finally {
      release.countDown();
      limiter().places(PLACES);
    }
  }

  private static ConcurrencyLimiter limiter() {
    return node.bean(ConcurrencyLimiter.class);
  }

  private static void join(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first byte of an empty object. */
  private static Socket begun(String framing) throws IOException {
    var head =
        """
        POST %s HTTP/1.1
        Host: 127.0.0.1
        Authorization: Bearer %s
        Content-Type: application/json
        """
            .formatted(ISSUE, CommandSideNode.token(ROLE))
            .replace("\n", "\r\n");
    var end = framing.contains("chunked") ? "\r\n{" : "\r\n\r\n{";
    var slow = new Socket("127.0.0.1", node.port());
    slow.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
    slow.getOutputStream().write((head + framing + end).getBytes(US_ASCII));
    return slow;
  }

  private static String statusLine(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
  }

  /** It is told why, if there is time for it. */
  private static void assertCutOff(Socket socket) throws IOException {
    var answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
    if (!answer.isEmpty()) {
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("REQUEST_TIMEOUT");
    }
  }
}
