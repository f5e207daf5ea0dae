package io.firstserved.query.audit.check;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectReader;
import io.firstserved.api.event.EventSerializer;
import io.firstserved.api.event.StoredEventType;
import io.firstserved.query.audit.source.LogRow;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Reads stored payloads into events, and says why if one cannot be read. */
final class EventReader {

  private final Map<StoredEventType, ObjectReader> readers = new EnumMap<>(StoredEventType.class);

  EventReader() {
    var mapper = EventSerializer.objectMapper();
    for (var type : StoredEventType.values()) {
      readers.put(type, mapper.readerFor(type.payload()));
    }
  }

  /** An event, or why it is none. */
  sealed interface Outcome {
    /** The event. */
    record Event(Object payload) implements Outcome {}

    /** Not an event of this system. */
    record Unreadable(String expected, String found) implements Outcome {}
  }

  Outcome read(LogRow row) {
    var type = StoredEventType.ofAlias(row.payloadType()).orElse(null);
    if (type == null) {
      return new Outcome.Unreadable("a known event type", "type " + row.payloadType());
    }
    if (!type.revision().equals(row.revision())) {
      return new Outcome.Unreadable(
          type.alias() + " of revision " + type.revision(), "revision " + row.revision());
    }
    return parse(type, row);
  }

  private Outcome parse(StoredEventType type, LogRow row) {
    try {
      return new Outcome.Event(requireNonNull(readers.get(type)).readValue(row.payload()));
    } catch (IOException malformed) {
      return new Outcome.Unreadable("a readable " + type.alias(), firstLine(malformed));
    }
  }

  private static String firstLine(IOException malformed) {
    var message = String.valueOf(malformed.getMessage());
    return "a payload that is none: " + message.lines().findFirst().orElse("");
  }
}
