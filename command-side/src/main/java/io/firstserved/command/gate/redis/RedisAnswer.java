package io.firstserved.command.gate.redis;

import io.firstserved.command.gate.Reservation;

/** What Redis says to a wish for a coupon. */
public sealed interface RedisAnswer {

  /** It decided. */
  record Decided(Reservation reservation) implements RedisAnswer {}

  /** Not now: the campaign is held, or a rebuild is about to switch. Ask again in a moment. */
  record Busy() implements RedisAnswer {}

  /** It knows nothing of the campaign: rebuild its state, if there is such a campaign. */
  record Missing() implements RedisAnswer {}
}
