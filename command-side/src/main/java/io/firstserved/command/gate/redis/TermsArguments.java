package io.firstserved.command.gate.redis;

import io.firstserved.command.campaign.CampaignState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A campaign's terms as the scripts take them: version, state, quota, limit, opensAt, closesAt. */
final class TermsArguments {

  private TermsArguments() {}

  static String[] of(CampaignState campaign) {
    var terms = campaign.terms();
    return new String[] {
      Long.toString(campaign.version()),
      state(campaign),
      terms.quota() == null ? "" : terms.quota().toString(),
      Integer.toString(terms.perUserLimit()),
      millis(terms.opensAt()),
      millis(terms.closesAt())
    };
  }

  private static String state(CampaignState campaign) {
    if (campaign.closed()) {
      return "CLOSED";
    }
    return campaign.paused() ? "PAUSED" : "OPEN";
  }

  private static String millis(@Nullable Instant instant) {
    return instant == null ? "" : Long.toString(instant.toEpochMilli());
  }
}
