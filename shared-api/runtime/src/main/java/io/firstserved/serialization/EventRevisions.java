package io.firstserved.serialization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstserved.api.event.StoredEventType;
import java.util.List;
import java.util.Optional;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.jspecify.annotations.Nullable;

/**
 * Lifts payloads of old revisions to the present one, step by step; whoever reads the log reads
 * through this, and knows the present revision only. Pure: a step sees the payload and nothing
 * else.
 */
public final class EventRevisions {

  /** Every step there ever was, each type's in order. A step that was released never changes. */
  private static final List<RevisionStep> STEPS =
      List.of(
          new RevisionStep(
              StoredEventType.COUPON_REVOKED, "1", "2", payload -> payload.putNull("reason")));

  private EventRevisions() {}

  /** The steps as Axon's readers take them. Thread-safe. */
  public static EventUpcasterChain upcasters() {
    return new EventUpcasterChain(STEPS);
  }

  /**
   * The payload in its type's present revision; itself if it is of that revision already.
   *
   * @param revision the revision it was stored under
   * @return empty if no steps lead from there to the present
   */
  public static Optional<JsonNode> lift(
      StoredEventType type, @Nullable String revision, JsonNode payload) {
    var lifted = payload;
    var reached = revision;
    for (var step : STEPS) {
      if (step.takes(type.alias(), reached) && lifted instanceof ObjectNode object) {
        lifted = step.lift(object);
        reached = step.to();
      }
    }
    return type.revision().equals(reached) ? Optional.of(lifted) : Optional.empty();
  }
}
