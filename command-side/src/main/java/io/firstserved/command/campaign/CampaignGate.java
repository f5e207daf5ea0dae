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
   * Called before a pause or a closing is recorded, so that nothing is granted only to be refused
   * by the log. What is granted all the same is refused there (P3). Ended by closing it, after
   * {@link #refresh}; else by itself, seconds later. Harmless for an unknown campaign.
   */
  Hold hold(CampaignId campaign);

  /**
   * One caller's hold of a campaign; others may hold it too.
   *
   * @param since from when on it holds, by the gate's clock
   * @param end ends it; has no effect the second time
   */
  record Hold(Instant since, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /**
   * Forgets a campaign that there is no more, wherever it was kept. What cannot be reached now is
   * left to the reaper.
   */
  void drop(CampaignId campaign);

  /** Makes the gate follow what the log says of the campaign now. */
  void refresh(CampaignId campaign);
}
