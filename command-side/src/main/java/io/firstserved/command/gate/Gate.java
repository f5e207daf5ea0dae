package io.firstserved.command.gate;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may try to have a coupon issued. Thread-safe. What it grants is a reservation, held
 * until it is confirmed, released or reaped.
 */
public interface Gate {

  /**
   * Asks for a coupon. A user whose earlier reservation is still pending is granted that very one
   * again, so that a retry completes what a crash left half done; the log decides who was first.
   *
   * @param idempotencyKey the client's key, if it sent one: with a per-user limit above 1 it tells
   *     a retry from a wish for a further coupon
   */
  Reservation reserve(CampaignId campaign, UserId user, @Nullable String idempotencyKey);

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
