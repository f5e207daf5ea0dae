package io.firstserved.api.event;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the event topic carries beside Axon's own headers. The key is the aggregate's
 * identity, so the events of one coupon stay in order; the value is the payload, byte for byte as
 * the log stores it.
 */
public final class TopicFormat {

  private static final Pattern IDENTITY = Pattern.compile("\\d{1,18}");

  /** Default name of the topic. */
  public static final String TOPIC = "coupon-events";

  /** Number of partitions the topic is created with. */
  public static final int PARTITIONS = 12;

  /** Header: the event's place in the log, decimal ASCII, from 1. */
  public static final String GLOBAL_INDEX = "first-served-global-index";

  /**
   * Header: the place in the log of the event before it in the same partition, decimal ASCII; 0 for
   * a partition's first. A consumer that finds another index than the one it saw last has lost an
   * event, or sees one again.
   */
  public static final String PREVIOUS_INDEX = "first-served-previous-index";

  /** Header: the id of the log, decimal ASCII; see {@link #identity}. */
  public static final String LOG = "first-served-log";

  /**
   * Header: the life of the log that the event was recorded in, decimal ASCII; see {@link
   * #identity}. It begins with 0 and grows when a log that lost its end is accepted.
   */
  public static final String INCARNATION = "first-served-incarnation";

  private TopicFormat() {}

  /**
   * Reads {@link #LOG} or {@link #INCARNATION}. Records from before these headers have neither:
   * they are of log 0, incarnation 0.
   *
   * @param header the header's bytes; null if there is none
   * @return from 0
   * @throws IllegalArgumentException if it is not 1 to 18 decimal digits
   */
  public static long identity(byte @Nullable [] header) {
    if (header == null) {
      return 0;
    }
    var text = new String(header, StandardCharsets.ISO_8859_1);
    if (!IDENTITY.matcher(text).matches()) {
      throw new IllegalArgumentException("a log's id or incarnation is 1 to 18 decimal digits");
    }
    return Long.parseLong(text);
  }
}
