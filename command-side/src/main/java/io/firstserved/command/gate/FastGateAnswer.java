package io.firstserved.command.gate;

/** What the fast gate says to a wish for a coupon. */
public sealed interface FastGateAnswer {

  /** It decided. */
  record Decided(Reservation reservation) implements FastGateAnswer {}

  /** Not now: the campaign is held, or a rebuild is about to switch. Ask again in a moment. */
  record Busy() implements FastGateAnswer {}

  /** It knows nothing of the campaign: rebuild its state, if there is such a campaign. */
  record Missing() implements FastGateAnswer {}
}
