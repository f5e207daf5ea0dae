package io.firstserved.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.servers.Ports;
import io.firstserved.servers.ProcessIdentity;
import io.firstserved.servers.TestServers;
import io.firstserved.standalone.system.DataFolder;
import io.firstserved.standalone.system.Http;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.token.DevelopmentToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A system of a test's own: its folder goes with the test JVM, its ports are free ones. */
final class TestSystem {

  final DataFolder folder;
  final int commandPort = Ports.free();
  private final int queryPort = Ports.free();
  private final int redisPort = Ports.free();
  private final int mysqlPort = Ports.free();
  private final List<String> ports;
  private final Http http = new Http();

  TestSystem(String name) {
    folder = new DataFolder(TestServers.newFolder(name));
    ports =
        List.of(
            "--command-port", Integer.toString(commandPort),
            "--query-port", Integer.toString(queryPort),
            "--mysql-port", Integer.toString(mysqlPort),
            "--redis-port", Integer.toString(redisPort),
            "--kafka-port", Integer.toString(Ports.free()));
  }

  Run up(String... more) {
    var arguments = new ArrayList<>(List.of("up", "--data", folder.root().toString()));
    arguments.addAll(ports);
    Collections.addAll(arguments, more);
    return Run.of(arguments.toArray(String[]::new));
  }

  Run run(String command, String... more) {
    var arguments = new ArrayList<>(List.of(command, "--data", folder.root().toString()));
    Collections.addAll(arguments, more);
    return Run.of(arguments.toArray(String[]::new));
  }

  URI commandSide() {
    return URI.create("http://127.0.0.1:" + commandPort);
  }

  URI querySide() {
    return URI.create("http://127.0.0.1:" + queryPort);
  }

  /** A token as users of the command line get it. */
  String token(String subject, String... roles) {
    return run("token", "--subject", subject, "--role", String.join(",", roles)).output().strip();
  }

  HttpResponse<String> createCampaign(String id, int quota) throws Exception {
    var expiry = Instant.now().plus(Duration.ofMinutes(5));
    var token =
        new DevelopmentToken("test", List.of("campaign-admin"), expiry)
            .signed(Secrets.of(folder).signer());
    return createCampaign(token, id, quota);
  }

  HttpResponse<String> createCampaign(String token, String id, int quota) throws Exception {
    return http.post(
        command("/api/v1/campaigns"), token, Map.of("campaignId", id, "name", id, "quota", quota));
  }

  HttpResponse<String> issue(String campaign, String user) throws Exception {
    var token =
        new DevelopmentToken(user, List.of(), Instant.now().plus(Duration.ofMinutes(5)))
            .signed(Secrets.of(folder).signer());
    return http.post(
        command("/api/v1/campaigns/" + campaign + "/coupons"), token, Map.of("userId", user));
  }

  /** How many coupons the read model shows; -1 while it does not know the campaign. */
  long issuedInReadModel(String campaign) {
    return query("/api/v1/campaigns/" + campaign)
        .map(answer -> answer.path("issued").asLong())
        .orElse(-1L);
  }

  Optional<JsonNode> query(String path) {
    return http.get("http://127.0.0.1:" + queryPort + path);
  }

  /** What strangers are told of the log: its latest signed checkpoint. */
  String checkpoint() throws IOException {
    try (var answer = querySide().resolve("/logs/0/checkpoint").toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Sends a command to Redis and returns the first line of its answer. */
  String redis(String command) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      var answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
      return new BufferedReader(answer).readLine();
    }
  }

  /** The log's database, as its administrator. */
  Connection log() throws SQLException, IOException {
    var secrets = new Properties();
    try (var file = Files.newBufferedReader(folder.root().resolve("secrets.properties"))) {
      secrets.load(file);
    }
    return DriverManager.getConnection(
        "jdbc:mysql://127.0.0.1:" + mysqlPort + "/first_served_log?sslMode=DISABLED",
        "root",
        secrets.getProperty("mysql-root-password"));
  }

  ProcessIdentity process(String name) {
    return folder.recorded().stream()
        .filter(recorded -> recorded.name().equals(name))
        .findAny()
        .orElseThrow()
        .identity();
  }

  /** Processes that have this system's folder on their command line, recorded or not. */
  List<Long> processes() {
    Path root = folder.root();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(root + "/"))
        .map(ProcessHandle::pid)
        .toList();
  }

  private String command(String path) {
    return "http://127.0.0.1:" + commandPort + path;
  }
}
