package io.firstserved.command.gate;

import java.time.Duration;

/**
 * How often one caller may ask for coupons of one campaign: a bucket of requests, each given back
 * after its share of the period. So at most {@code requests} come through at once, and {@code
 * requests} in each period in the long run.
 *
 * @param kind what tells callers apart
 * @param caller which of them
 * @param requests how many, from 1
 * @param period in which all of them are given back, whole milliseconds, more than zero
 * @param maxCallers how many callers are remembered at the same time, from 1; others are let
 *     through uncounted
 */
public record CallerLimit(Kind kind, String caller, int requests, Duration period, int maxCallers) {

  /** What tells callers apart. */
  public enum Kind {
    /** The user who is to get the coupon. */
    USER("user"),
    /** The address that the request comes from. */
    ADDRESS("address");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As clients and the keys in Redis spell it. */
    public String text() {
      return text;
    }
  }
}
