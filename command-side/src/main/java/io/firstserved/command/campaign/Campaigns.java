package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignId;
import java.util.Optional;

/** The campaigns as this node knows them, folded from the log and kept in memory. */
public interface Campaigns {

  /**
   * The campaign as this node last read it. May be older than the log; the log's own check of the
   * {@link CampaignState#version version} catches that.
   */
  Optional<CampaignState> find(CampaignId campaign);

  /** Reads the campaign from the log now, and remembers it. */
  Optional<CampaignState> refresh(CampaignId campaign);

  /** Whether the campaign exists for rehearsals of this node's start only. */
  default boolean isRehearsal(CampaignId campaign) {
    return false;
  }
}
