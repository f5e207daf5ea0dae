package io.firstserved.query.projection;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Instants as the read models store them: microseconds since 1970-01-01T00:00:00Z. */
@Converter
public class Micros implements AttributeConverter<@Nullable Instant, @Nullable Long> {

  /** An instant as stored; what is finer than a microsecond is cut off. */
  public static long of(Instant at) {
    return TimeUnit.SECONDS.toMicros(at.getEpochSecond()) + at.getNano() / 1_000;
  }

  /** The same, where there may be none. */
  public static @Nullable Long ofNullable(@Nullable Instant at) {
    return at == null ? null : of(at);
  }

  /** A stored instant. */
  public static Instant instant(long micros) {
    var seconds = Math.floorDiv(micros, 1_000_000L);
    return Instant.ofEpochSecond(seconds, Math.floorMod(micros, 1_000_000L) * 1_000);
  }

  @Override
  public @Nullable Long convertToDatabaseColumn(@Nullable Instant at) {
    return ofNullable(at);
  }

  @Override
  public @Nullable Instant convertToEntityAttribute(@Nullable Long micros) {
    return micros == null ? null : instant(micros);
  }
}
