package io.firstserved.command.gate.repair;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.GateProperties;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Campaigns that were asked for and do not exist, remembered for a short time. Holds a limited
 * number and forgets the oldest first. Thread-safe.
 */
final class UnknownCampaigns {

  private final GateProperties.Unknown limits;
  private final Map<CampaignId, Long> since = new LinkedHashMap<>();

  UnknownCampaigns(GateProperties.Unknown limits) {
    this.limits = limits;
  }

  synchronized boolean contains(CampaignId campaign) {
    var asked = since.get(campaign);
    return asked != null && System.nanoTime() - asked < limits.ttl().toNanos();
  }

  synchronized void add(CampaignId campaign) {
    since.remove(campaign);
    since.put(campaign, System.nanoTime());
    if (since.size() > limits.size()) {
      var oldest = since.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  synchronized void clear() {
    since.clear();
  }

  synchronized void remove(CampaignId campaign) {
    since.remove(campaign);
  }
}
