package io.firstserved.edge;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads an instant as the contract writes it, ISO-8601. The stock reader also takes numbers, as
 * seconds, which a client that meant milliseconds would never learn.
 */
final class WrittenInstant extends StdDeserializer<Instant> {

  WrittenInstant() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (Instant) context.handleUnexpectedToken(getValueType(context), parser);
    }
    var text = parser.getString();
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      return (Instant) context.handleWeirdStringValue(Instant.class, text, "not ISO-8601");
    }
  }
}
