package io.firstserved.query.audit.source;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.position.LogPosition;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** Reads from a record's headers which place in which log and life its event has. */
public final class TopicPlace {

  /** What a record has that does not tell. */
  public static final LogPosition NOWHERE = new LogPosition(0, 0, 0);

  private TopicPlace() {}

  /** The place; {@link #NOWHERE} if the headers do not tell. */
  public static LogPosition of(Headers headers) {
    try {
      return new LogPosition(
          Math.toIntExact(identity(headers, TopicFormat.LOG)),
          identity(headers, TopicFormat.INCARNATION),
          index(headers));
    } catch (IllegalArgumentException | ArithmeticException malformed) {
      return NOWHERE;
    }
  }

  private static long identity(Headers headers, String header) {
    var found = headers.lastHeader(header);
    return TopicFormat.identity(found == null ? null : found.value());
  }

  private static long index(Headers headers) {
    var found = headers.lastHeader(TopicFormat.GLOBAL_INDEX);
    return found == null || found.value() == null
        ? 0
        : Long.parseLong(new String(found.value(), StandardCharsets.US_ASCII));
  }
}
