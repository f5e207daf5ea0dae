package io.firstserved.standalone.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Http;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.token.DevelopmentToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
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
    var url = audits + "/" + start(campaignId, source);
    var deadline = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(deadline)) {
      var audit = http.get(url, token());
      if (audit.filter(answer -> answer.path("state").asText().equals("DONE")).isPresent()) {
        return audit.get();
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    throw new StartFailedException("The audit did not end within " + LIMIT.toMinutes() + " min.");
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
