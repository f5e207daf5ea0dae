package io.firstserved.edge;

import java.math.BigDecimal;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads a whole number as JSON Schema knows it: {@code 5.0} and {@code 5e3} are whole. The stock
 * reader refuses them, or cuts {@code 5.7}. For boxed numbers, as requests have them: a primitive
 * could not be missing.
 */
final class WholeNumber<T extends Number> extends StdDeserializer<T> {

  private final Class<T> type;
  private final Function<BigDecimal, T> exact;

  /**
   * @param exact throws ArithmeticException if the number is not whole or out of range
   */
  WholeNumber(Class<T> type, Function<BigDecimal, T> exact) {
    super(type);
    this.type = type;
    this.exact = exact;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)
        && !parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
      return type.cast(context.handleUnexpectedToken(getValueType(context), parser));
    }
    var number = parser.getDecimalValue();
    try {
      return exact.apply(number);
    } catch (ArithmeticException notWhole) {
      return type.cast(
          context.handleWeirdNumberValue(type, number, "not a whole number of %s", type));
    }
  }
}
