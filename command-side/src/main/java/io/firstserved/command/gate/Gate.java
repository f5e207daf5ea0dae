package io.firstserved.command.gate;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may try to have a coupon issued. Thread-safe. What it grants is a reservation, held
 * until it is confirmed, released or reaped.
 */
public interface Gate {

  /**
   * Asks for a coupon. While an earlier reservation of the user's is pending, that very one is
   * granted again, so that a retry completes what a crash left half done, if the limit is 1 or the
   * key is the same; otherwise this is a wish for a further coupon. The log decides who was first.
   *
   * @param idempotencyKey the client's key, if it sent one. A reservation under a key is granted
   *     only where the log has all of the user's coupons with a lower ordinal, none of them under
   *     this key: so no key ever gets two coupons, whatever the gate has forgotten (ADR 0020)
   */
  default Reservation reserve(CampaignId campaign, UserId user, @Nullable String idempotencyKey) {
    return reserve(campaign, user, idempotencyKey, List.of());
  }

  /**
   * The same for a request that counts against limits of its caller's rate. If one is reached the
   * answer is {@link Reservation.TooOften}, and nothing else is done or counted. All nodes count
   * together while there is the fast gate, each for itself without it; what cannot be counted is
   * let through (ADR 0096).
   */
  Reservation reserve(
      CampaignId campaign, UserId user, @Nullable String idempotencyKey, List<CallerLimit> limits);

  /** The reservation's coupon is in the log. Returns at once; Redis hears of it a little later. */
  void confirm(Reservation.Granted reservation);

  /** The reservation's coupon is not in the log and will not be: its serial may go to another. */
  void release(Reservation.Granted reservation);

  /**
   * The log holds another truth than the reservation: the serial belongs to another coupon, or the
   * user's coupon has another serial. Corrects what the gate believes, and has it compared with the
   * log as a whole.
   */
  void contradicted(Reservation.Granted reservation);
}
