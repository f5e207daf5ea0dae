package io.firstserved.standalone.accept;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.operator.OperatorCalls;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The log's incarnations on the command side, and what the query side makes of them. */
public final class LogClient {

  private static final int OK = 200;

  private final String log;
  private final String query;
  private final OperatorCalls calls;

  /** Of a running system. */
  public LogClient(Description system, Secrets secrets) {
    this.log = system.commandUrls().getFirst() + "/api/v1/log/incarnations";
    this.query = system.queryUrls().getFirst() + "/api/v1";
    this.calls = new OperatorCalls(secrets);
  }

  /**
   * The log, its incarnations, and why it is not the log that was relayed, if it is not.
   *
   * @throws StartFailedException if it cannot be told
   */
  public JsonNode log() throws InterruptedException {
    return calls.get(log);
  }

  /**
   * Accepts the log as it is.
   *
   * @param head its last event, as it was seen
   * @param firstIndex where the new incarnation begins; null for where the node proposes
   * @return the incarnation that began
   * @throws StartFailedException if it is refused
   */
  public JsonNode accept(long head, @Nullable Long firstIndex, String reason)
      throws InterruptedException {
    Map<String, Object> decision = new HashMap<>(Map.of("head", head, "reason", reason));
    if (firstIndex != null) {
      decision.put("firstIndex", firstIndex);
    }
    return calls.post(log, decision);
  }

  /**
   * How the projections are doing.
   *
   * @throws StartFailedException if it cannot be told
   */
  public JsonNode projections() throws InterruptedException {
    return calls.get(query + "/projections").path("items");
  }

  /**
   * Saves the events that an incarnation has voided and that the log does not have, one a line.
   *
   * @return how many
   * @throws StartFailedException if it is refused, does not come whole, or cannot be written
   */
  public long lost(long incarnation, Path file) throws InterruptedException {
    var draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      var url = query + "/log/lost?incarnation=" + incarnation;
      int status = calls.download(url, draft);
      if (status != OK) {
        throw new StartFailedException("Refused: " + status + " " + Files.readString(draft));
      }
      return new LostEvents(draft).save(file);
    } catch (IOException e) {
      throw new StartFailedException("The lost events cannot be saved: " + e);
    } finally {
      draft.toFile().delete();
    }
  }
}
