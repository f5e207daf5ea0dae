package io.firstserved.command.gate.redis;

import io.firstserved.api.campaign.CampaignId;
import java.util.UUID;

/**
 * A campaign being taken off the list. Several may be doing so, and each ends what it began.
 *
 * @param name the campaign and a number of its own
 */
record Removal(String name) {

  private static final char SEPARATOR = ' ';

  static Removal of(CampaignId campaign) {
    return new Removal(campaign.value() + SEPARATOR + UUID.randomUUID());
  }

  CampaignId campaign() {
    return new CampaignId(name.substring(0, name.lastIndexOf(SEPARATOR)));
  }
}
