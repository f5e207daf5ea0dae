package io.firstserved.command.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one campaign's buyers and administrators asked and were answered, and when, as {@code
 * loadtest/judge} reads it.
 */
final class AnswerHistory {

  private static final Path FOLDER = Path.of("target", "histories");

  /** A span of {@link System#nanoTime()}. */
  record Span(long called, long returned) {
    static Span since(long called) {
      return new Span(called, System.nanoTime());
    }
  }

  private final String campaign;
  private final Queue<Map<String, Object>> lines = new ConcurrentLinkedQueue<>();

  AnswerHistory(String campaign) {
    this.campaign = campaign;
  }

  /** An administrator's call; status 0 if no answer came. */
  void administered(String operation, Span span, int status, Map<String, Object> members) {
    var line = line(operation, span);
    line.put("status", status);
    line.putAll(members);
    lines.add(line);
  }

  /** What the log had of the campaign in the end. */
  void found(Span span, Collection<JsonNode> issues) {
    var line = line("coupons", span);
    line.put("coupons", issues);
    lines.add(line);
  }

  /** Writes it down, with the buyers' answers, each of which was asked for under the user's key. */
  void write(String name, Collection<Buyers.Answer> answers) {
    answers.forEach(this::answered);
    try {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name + ".ndjson"), text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> text() {
    return lines.stream().map(JsonMapper.shared()::writeValueAsString).toList();
  }

  private void answered(Buyers.Answer answer) {
    var line = line("issue", answer.span());
    line.put("userId", answer.user());
    line.put("key", answer.user());
    line.put("status", answer.status());
    line.put("reason", answer.reason().replaceFirst(":.*", ""));
    line.put("serial", answer.serial());
    line.put("couponId", answer.couponId());
    lines.add(line);
  }

  private Map<String, Object> line(String operation, Span span) {
    var line = new LinkedHashMap<String, Object>();
    line.put("op", operation);
    line.put("campaignId", campaign);
    line.put("called", span.called());
    line.put("returned", span.returned());
    return line;
  }
}
