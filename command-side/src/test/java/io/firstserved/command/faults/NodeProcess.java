package io.firstserved.command.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node of the command side as a process of its own, so that it can be killed. */
final class NodeProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(6);

  private final Class<?> main;
  private final Map<String, Object> properties;
  private final Path output;
  private final int port = freePort();
  private Process process;

  NodeProcess(Class<?> main, Map<String, Object> properties, Path output) {
    this.main = main;
    this.properties = properties;
    this.output = output;
    start();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again on the same port. */
  void start() {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Daxoniq.update-checker.disabled=true",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
    properties.forEach((name, value) -> command.add("--" + name + "=" + value));
    command.add("--server.port=" + port);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it answers. */
  NodeProcess ready() {
    try (var http = HttpClient.newHttpClient()) {
      await().atMost(START_LIMIT).ignoreExceptions().until(() -> !process.isAlive() || ready(http));
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("the node did not start, see " + output);
    }
    return this;
  }

  private boolean ready(HttpClient http) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri("/actuator/health/readiness")).build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Kills it, without a chance to finish anything. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /**
   * Asks it to end, as an orchestrator does.
   *
   * @return how long that took; empty if it still runs when the limit has passed
   */
  Optional<Duration> terminate(Duration limit) {
    process.destroy();
    return ended(limit);
  }

  /** How long until it has ended; empty if it still runs when the limit has passed. */
  Optional<Duration> ended(Duration limit) {
    var begin = System.nanoTime();
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(Duration.ofNanos(System.nanoTime() - begin));
    } catch (TimeoutException stillRuns) {
      return Optional.empty();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
