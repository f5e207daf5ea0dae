package io.firstserved.api.event;

/**
 * What a record of the event topic carries beside Axon's own headers. The key is the aggregate's
 * identity, so the events of one coupon stay in order; the value is the payload, byte for byte as
 * the log stores it.
 */
public final class TopicFormat {

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

  private TopicFormat() {}
}
