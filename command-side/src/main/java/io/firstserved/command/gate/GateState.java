package io.firstserved.command.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gate believes of a campaign, in figures.
 *
 * @param campaignId which campaign
 * @param state OPEN, PAUSED or CLOSED, as the campaign's events say
 * @param version sequence number of the campaign's last event the gate knows
 * @param epoch when this state was built from the log, in milliseconds; grows with every rebuild
 * @param quota how many coupons there are; null if unlimited
 * @param counter the highest serial granted in turn
 * @param used serials that are neither free nor pending: the gate believes the log has them
 * @param users how many users hold a coupon or a reservation
 * @param pending reservations that are neither confirmed nor released
 * @param free serials up to the counter that may be granted
 * @param oldestPendingAt when the oldest pending reservation was granted; null if there is none
 * @param sameRun whether one and the same Redis process has held the state since it was built
 * @param at the instant of these figures by Redis's clock
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record GateState(
    CampaignId campaignId,
    String state,
    long version,
    long epoch,
    @Nullable Long quota,
    long counter,
    long used,
    long users,
    long pending,
    long free,
    @Nullable Instant oldestPendingAt,
    boolean sameRun,
    Instant at) {

  /** Whether the gate has nothing to grant any more, now or when something pending is released. */
  public boolean soldOut() {
    return quota != null && counter >= quota && free == 0 && pending == 0;
  }
}
