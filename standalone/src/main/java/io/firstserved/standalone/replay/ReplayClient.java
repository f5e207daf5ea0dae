package io.firstserved.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.operator.OperatorCalls;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import java.util.List;

/** One projection's replays on the query side. */
public final class ReplayClient {

  private final String url;
  private final OperatorCalls calls;

  /** Of a running system. */
  public ReplayClient(Description system, Secrets secrets, String projection) {
    this.url = system.queryUrls().getFirst() + "/api/v1/projections/" + projection + "/replay";
    this.calls = new OperatorCalls(secrets);
  }

  /**
   * Begins a rebuild, or carries on the one that was cancelled.
   *
   * @param fresh whether to begin anew in any case
   * @throws StartFailedException if it is refused
   */
  public JsonNode start(boolean fresh) throws InterruptedException {
    return calls.post(url + "?fresh=" + fresh, List.of());
  }

  /**
   * Stops the rebuild where it is.
   *
   * @throws StartFailedException if there is none
   */
  public JsonNode cancel() throws InterruptedException {
    return calls.delete(url);
  }

  /**
   * How far the latest rebuild is.
   *
   * @throws StartFailedException if there was none
   */
  public JsonNode latest() throws InterruptedException {
    return calls.get(url);
  }
}
