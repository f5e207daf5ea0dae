package io.firstserved.standalone.system;

import io.firstserved.servers.ChildProcess;
import io.firstserved.servers.Readiness;
import io.firstserved.servers.ServerFolder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One node of an application. */
final class Node implements Watched, AutoCloseable {

  /** Under ten times the load 2 cores can carry it took 92 s; a dead process is noticed at once. */
  private static final Duration START_LIMIT = Duration.ofSeconds(300);

  /** A node drains for up to 20 s (spring.lifecycle.timeout-per-shutdown-phase). */
  private static final Duration STOP_GRACE = Duration.ofSeconds(30);

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  private final String name;
  private final int port;
  private final ServerFolder folder;
  private final List<String> command;
  private final Map<String, String> environment;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build();
  private @Nullable ChildProcess process;

  Node(
      String name,
      int port,
      ServerFolder folder,
      List<String> command,
      Map<String, String> environment) {
    this.name = name;
    this.port = port;
    this.folder = folder;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ChildProcess process() {
    if (process == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return process;
  }

  @Override
  public void startAgain() {
    process = ChildProcess.start(name, command, environment, folder);
    Readiness.await(process, START_LIMIT, this::isReady);
  }

  private boolean isReady() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url() + "/actuator/health/readiness"))
            .timeout(PROBE_TIMEOUT)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  @Override
  public void close() {
    if (process != null) {
      process.stop(STOP_GRACE);
    }
  }
}
