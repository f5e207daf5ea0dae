package io.firstserved.standalone.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Http;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.token.DevelopmentToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs audits on the query side. */
public final class AuditClient {

  /** An audit replays some 100,000 events a second; this is enough for a hundred million. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /** How long to go on asking a query side that does not answer: a restart takes 30 s. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(120);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private final String audits;
  private final Secrets secrets;
  private final Http http = new Http();

  /** Of a running system. */
  public AuditClient(Description system, Secrets secrets) {
    this.audits = system.queryUrls().getFirst() + "/api/v1/audits";
    this.secrets = secrets;
  }

  /**
   * Runs one audit and returns it with its verdict, as the query side writes it.
   *
   * @param campaignId the campaign; null for all
   * @param source {@code LOG}, {@code KAFKA} or {@code BOTH}
   * @throws StartFailedException if it is refused or does not come to an end
   */
  public JsonNode run(@Nullable String campaignId, String source) throws InterruptedException {
    return await(start(campaignId, source), progress -> {});
  }

  /**
   * The same, comparing a history of answers as well.
   *
   * @param history answers that clients recorded, a JSON object per line; null for none
   * @param progress is shown the audit each time it is asked for
   */
  public JsonNode run(
      @Nullable String campaignId,
      String source,
      @Nullable Path history,
      Consumer<JsonNode> progress)
      throws InterruptedException {
    var id = history == null ? start(campaignId, source) : startWith(history, campaignId, source);
    return await(id, progress);
  }

  private JsonNode await(String id, Consumer<JsonNode> progress) {
    var url = audits + "/" + id;
    var deadline = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(deadline)) {
      var audit = http.get(url, token());
      audit.ifPresent(progress);
      if (audit.filter(answer -> answer.path("state").asText().equals("DONE")).isPresent()) {
        return audit.get();
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    throw new StartFailedException("The audit did not end within " + LIMIT.toMinutes() + " min.");
  }

  private String startWith(Path history, @Nullable String campaignId, String source)
      throws InterruptedException {
    var url =
        audits + "?source=" + source + (campaignId == null ? "" : "&campaignId=" + campaignId);
    try {
      var answer = http.upload(url, token(), "application/x-ndjson", history);
      if (answer.statusCode() == 202) {
        return http.parse(answer.body()).path("id").asText();
      }
      throw new StartFailedException(
          "The audit was refused: " + answer.statusCode() + " " + answer.body());
    } catch (IOException e) {
      throw new StartFailedException("The history cannot be sent: " + e);
    }
  }

  /**
   * Saves the proof bundle of an audit that found one campaign proven.
   *
   * @throws StartFailedException if it is refused or cannot be written
   */
  public void export(String auditId, Path file) throws InterruptedException {
    try {
      int status = http.download(audits + "/" + auditId + "/bundle", token(), file);
      if (status != 200) {
        var why = Files.readString(file);
        Files.delete(file);
        throw new StartFailedException("The bundle was refused: " + status + " " + why);
      }
    } catch (IOException e) {
      throw new StartFailedException("The bundle cannot be saved: " + e);
    }
  }

  private String start(@Nullable String campaignId, String source) throws InterruptedException {
    Map<String, Object> wanted = new HashMap<>(Map.of("source", source));
    if (campaignId != null) {
      wanted.put("campaignId", campaignId);
    }
    var deadline = Instant.now().plus(SILENCE_LIMIT);
    while (true) {
      try {
        var answer = http.post(audits, token(), wanted);
        if (answer.statusCode() == 202) {
          return http.parse(answer.body()).path("id").asText();
        }
        throw new StartFailedException(
            "The audit was refused: " + answer.statusCode() + " " + answer.body());
      } catch (IOException e) {
        if (Instant.now().isAfter(deadline)) {
          throw new StartFailedException("The query side does not answer: " + e);
        }
        LockSupport.parkNanos(POLL_INTERVAL.toNanos());
      }
    }
  }

  private String token() {
    var expiry = Instant.now().plus(Duration.ofMinutes(5));
    return new DevelopmentToken("auditor", List.of("auditor"), expiry).signed(secrets.jwt());
  }
}
