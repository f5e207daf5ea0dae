package io.firstserved.command.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.command.CommandSideNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Two nodes over the same servers, one with the fast path and one without: nobody can tell. */
record NodePair(CommandSideNode fast, CommandSideNode ordinary) implements AutoCloseable {

  /** Sent by the framework for browsers' sake, or about the connection; no client acts on them. */
  private static final Set<String> FRAMEWORKS =
      Set.of(
          "cache-control",
          "connection",
          "content-length",
          "date",
          "expires",
          "keep-alive",
          "pragma",
          "transfer-encoding",
          "vary",
          "x-frame-options",
          "x-xss-protection");

  static NodePair start(Map<String, Object> properties) {
    var ordinary = new HashMap<>(properties);
    ordinary.put("first-served.issuance.fast-path", "false");
    return new NodePair(CommandSideNode.start(properties), CommandSideNode.start(ordinary));
  }

  /** Both answer alike, the fast one first; the answer. */
  HttpResponse<String> answer(Function<CommandSideNode, HttpResponse<String>> request) {
    var answer = request.apply(fast);
    assertThat(seen(answer)).isEqualTo(seen(request.apply(ordinary)));
    return answer;
  }

  private static Map<String, Object> seen(HttpResponse<String> answer) {
    var headers = new TreeMap<String, List<String>>(answer.headers().map());
    headers.keySet().removeAll(FRAMEWORKS);
    return Map.of("status", answer.statusCode(), "headers", headers, "body", answer.body());
  }

  /** Whether it was the fast path that answered: the framework adds what it does not. */
  static boolean isFast(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-Frame-Options").isEmpty();
  }

  void create(String campaign, int quota, String token) {
    var body = "{\"campaignId\":\"%s\",\"name\":\"Alike\",\"quota\":%d}".formatted(campaign, quota);
    var created = fast.post("/api/v1/campaigns", body, "Authorization", "Bearer " + token);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
  }

  @Override
  public void close() {
    fast.close();
    ordinary.close();
  }
}
