package io.firstserved.serialization;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectReader;
import io.firstserved.api.event.LogRow;
import io.firstserved.api.event.StoredEventType;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads stored payloads into events without Axon, and says why if one cannot be read. For readers
 * that take the log row by row: the sealer and the audit. Thread-safe.
 */
public final class EventReader {

  private final Map<StoredEventType, ObjectReader> readers = new EnumMap<>(StoredEventType.class);

  /** A reader of every type on the allow-list. */
  public EventReader() {
    var mapper = EventSerializer.objectMapper();
    for (var type : StoredEventType.values()) {
      readers.put(type, mapper.readerFor(type.payload()));
    }
  }

  /** An event, or why it is none. */
  public sealed interface Outcome {
    /**
     * The event.
     *
     * @param payload a campaign's or a coupon's event
     */
    record Event(Object payload) implements Outcome {}

    /**
     * Not an event of this system.
     *
     * @param expected what could have been read
     * @param found what is there
     */
    record Unreadable(String expected, String found) implements Outcome {}
  }

  /** The row's event. */
  public Outcome read(LogRow row) {
    var type = StoredEventType.ofAlias(row.payloadType()).orElse(null);
    if (type == null) {
      return new Outcome.Unreadable("a known event type", "type " + row.payloadType());
    }
    return parse(type, row);
  }

  private Outcome parse(StoredEventType type, LogRow row) {
    try {
      var reader = requireNonNull(readers.get(type));
      return type.revision().equals(row.revision())
          ? new Outcome.Event(reader.readValue(row.payload()))
          : lift(type, row, reader);
    } catch (IOException malformed) {
      return new Outcome.Unreadable("a readable " + type.alias(), firstLine(malformed));
    }
  }

  private static Outcome lift(StoredEventType type, LogRow row, ObjectReader reader)
      throws IOException {
    var lifted = EventRevisions.lift(type, row.revision(), reader.readTree(row.payload()));
    if (lifted.isEmpty()) {
      return new Outcome.Unreadable(
          type.alias() + " of revision " + type.revision() + " or one that leads to it",
          "revision " + row.revision());
    }
    return new Outcome.Event(reader.readValue(lifted.get()));
  }

  private static String firstLine(IOException malformed) {
    var message = String.valueOf(malformed.getMessage());
    return "a payload that is none: " + message.lines().findFirst().orElse("");
  }
}
