package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;

/**
 * What a campaign's administration needs of the gate. A port, because the gate itself is built on
 * campaigns.
 */
public interface CampaignGate {

  /** The present instant by the gate's clock, in whole milliseconds. */
  Instant now();

  /**
   * Stops granting reservations for the campaign at once, and says since when by the gate's clock.
   * Called before a pause or a closing is recorded, so that nothing is granted after the recorded
   * instant. Undone by {@link #refresh} if recording fails. Harmless for an unknown campaign.
   */
  Instant hold(CampaignId campaign);

  /**
   * Forgets a campaign that there is no more, wherever it was kept. What cannot be reached now is
   * left to the reaper.
   */
  void drop(CampaignId campaign);

  /** Makes the gate follow what the log says of the campaign now. */
  void refresh(CampaignId campaign);
}
