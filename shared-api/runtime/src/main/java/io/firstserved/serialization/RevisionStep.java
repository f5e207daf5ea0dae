package io.firstserved.serialization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstserved.api.event.StoredEventType;
import java.util.function.Consumer;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.jspecify.annotations.Nullable;

/** One step from a revision of one type's payload to the next. */
final class RevisionStep extends SingleEventUpcaster {

  private final StoredEventType type;
  private final String from;
  private final String to;
  private final Consumer<ObjectNode> change;

  RevisionStep(StoredEventType type, String from, String to, Consumer<ObjectNode> change) {
    this.type = type;
    this.from = from;
    this.to = to;
    this.change = change;
  }

  boolean takes(String alias, @Nullable String revision) {
    return type.alias().equals(alias) && from.equals(revision);
  }

  String to() {
    return to;
  }

  /** A changed copy; the payload itself stays as it was stored. */
  ObjectNode lift(ObjectNode payload) {
    var lifted = payload.deepCopy();
    change.accept(lifted);
    return lifted;
  }

  @Override
  protected boolean canUpcast(IntermediateEventRepresentation stored) {
    return takes(stored.getType().getName(), stored.getType().getRevision());
  }

  @Override
  protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation stored) {
    return stored.upcastPayload(
        new SimpleSerializedType(type.alias(), to),
        JsonNode.class,
        payload -> payload instanceof ObjectNode object ? lift(object) : payload);
  }
}
