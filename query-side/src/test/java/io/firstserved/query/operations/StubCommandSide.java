package io.firstserved.query.operations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.QuotaRaised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** A command side that takes campaign commands and shows meters, nothing else. */
final class StubCommandSide implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Calls as they came: method, path, authorization. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  private final Shop shop;
  private final HttpServer server;

  StubCommandSide(Shop shop) {
    this.shop = shop;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/actuator/prometheus", this::meters);
    server.createContext("/api/v1/campaigns", this::command);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void meters(HttpExchange exchange) throws IOException {
    long issued = shop.events();
    answer(
        exchange,
        200,
        """
        coupon_issue_requests_total{outcome="issued"} %1$d.0
        coupon_issue_requests_total{outcome="already_issued"} %2$d.0
        coupon_issue_requests_total{outcome="sold_out"} 0.0
        coupon_issue_duration_seconds_bucket{le="0.005"} %2$d
        coupon_issue_duration_seconds_bucket{le="0.02"} %1$d
        coupon_issue_duration_seconds_bucket{le="+Inf"} %1$d
        """
            .formatted(issued, issued / 3));
  }

  private void command(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var token = exchange.getRequestHeaders().getFirst("Authorization");
    calls.add(exchange.getRequestMethod() + " " + path + " " + token);
    var body = exchange.getRequestBody().readAllBytes();
    var parts = path.split("/");
    if (parts.length == 4) {
      create(exchange, body);
    } else {
      change(parts[4], parts[5], body);
      answer(exchange, 200, "{\"campaignId\":\"%s\"}".formatted(parts[4]));
    }
  }

  private void create(HttpExchange exchange, byte[] body) throws IOException {
    var wanted = JSON.readTree(body);
    var id = wanted.path("campaignId").asString("drawn");
    if (id.equals("taken")) {
      answer(exchange, 409, "{\"reason\":\"CAMPAIGN_EXISTS\",\"detail\":\"the id is taken\"}");
      return;
    }
    var quota = wanted.path("quota").isNull() ? null : wanted.path("quota").asLong();
    shop.create(id, wanted.path("name").asString(), quota);
    exchange.getResponseHeaders().set("Location", "/api/v1/campaigns/" + id);
    answer(exchange, 201, "{\"campaignId\":\"%s\"}".formatted(id));
  }

  private void change(String campaign, String command, byte[] body) {
    var at = Shop.now();
    var id = new CampaignId(campaign);
    shop.change(
        switch (command) {
          case "pause" -> new CampaignPaused(id, at);
          case "resume" -> new CampaignResumed(id, at);
          case "close" -> new CampaignClosed(id, at);
          case "quota" -> new QuotaRaised(id, JSON.readTree(body).path("quota").asLong(), at);
          default -> throw new IllegalArgumentException(command);
        });
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
