package io.firstserved.command.gate.repair;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.FastGate.CampaignPage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Goes round the campaigns that the fast gate lists, a page at a time, for ever. Not thread-safe.
 */
final class ListedCampaigns {

  private final FastGate fastGate;
  private final int pageSize;
  private final Queue<CampaignId> page = new ArrayDeque<>();
  private String cursor = CampaignPage.FIRST;

  ListedCampaigns(FastGate fastGate, int pageSize) {
    this.fastGate = fastGate;
    this.pageSize = pageSize;
  }

  /** Reads the next page, unless something is left of the last. */
  void read() {
    if (page.isEmpty()) {
      var next = fastGate.campaigns(cursor, pageSize);
      page.addAll(next.campaigns());
      cursor = next.next();
    }
  }

  /** The next campaign of the page; empty at its end. */
  Optional<CampaignId> next() {
    return Optional.ofNullable(page.poll());
  }
}
