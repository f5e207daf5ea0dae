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
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /** A node that has just started on an overloaded machine answered its first request in 8 s. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  /** The one that answered last comes first. */
  private final List<String> nodes;

  private final Secrets secrets;
  private final Http probe = new Http(ANSWER_LIMIT);
  private final Http http = new Http();

  /** Of a running system. */
  public AuditClient(Description system, Secrets secrets) {
    this.nodes = new ArrayList<>(system.queryUrls());
    this.secrets = secrets;
  }

  /**
   * Of a node that answers: audits are known to all of them.
   *
   * @throws StartFailedException if none does for {@link #SILENCE_LIMIT}
   */
  private String audits() {
    var deadline = Instant.now().plus(SILENCE_LIMIT);
    do {
      for (var node : List.copyOf(nodes)) {
        if (probe.get(node + "/actuator/health/liveness").isPresent()) {
          nodes.remove(node);
          nodes.addFirst(node);
          return node + "/api/v1/audits";
        }
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    } while (Instant.now().isBefore(deadline));
    throw silent();
  }

  private StartFailedException silent() {
    return new StartFailedException(
        "The query side has not answered for " + SILENCE_LIMIT.toSeconds() + " s: " + nodes);
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
    var deadline = Instant.now().plus(LIMIT);
    var answered = Instant.now();
    while (Instant.now().isBefore(deadline)) {
      var audit = http.get(audits() + "/" + id, token());
      audit.ifPresent(progress);
      answered = audit.isPresent() ? Instant.now() : answered;
      if (answered.plus(SILENCE_LIMIT).isBefore(Instant.now())) {
        throw silent();
      }
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
        audits() + "?source=" + source + (campaignId == null ? "" : "&campaignId=" + campaignId);
    try {
      var answer = http.upload(url, token(), "application/x-ndjson", history);
      if (answer.statusCode() == ACCEPTED) {
        return http.parse(answer.body()).path("id").asText();
      }
      throw new StartFailedException(
          "The audit was refused: " + answer.statusCode() + " " + answer.body());
    } catch (IOException e) {
      throw new StartFailedException("The history cannot be sent: " + e);
    }
  }

  /**
   * Saves the proof bundle of an audit that found one campaign proven; a bundle that is there is
   * replaced by a whole one or stays.
   *
   * @throws StartFailedException if it is refused or cannot be written
   */
  public void export(String auditId, Path file) throws InterruptedException {
    var draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      int status = http.download(audits() + "/" + auditId + "/bundle", token(), draft);
      if (status != OK) {
        var why = Files.readString(draft);
        throw new StartFailedException("The bundle was refused: " + status + " " + why);
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StartFailedException("The bundle cannot be saved: " + e);
    } finally {
      draft.toFile().delete();
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
        var answer = http.post(audits(), token(), wanted);
        if (answer.statusCode() == ACCEPTED) {
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
    return new DevelopmentToken("auditor", List.of("auditor"), expiry).signed(secrets.signer());
  }
}
