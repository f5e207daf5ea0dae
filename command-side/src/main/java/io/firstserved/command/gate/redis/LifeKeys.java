package io.firstserved.command.gate.redis;

import io.firstserved.api.campaign.CampaignId;
import java.util.function.LongSupplier;

/**
 * Names of the gate's keys in each life of the log. What was built from events that are void now is
 * out of reach, whoever built it, and whether or not Redis was there when the life began.
 */
final class LifeKeys {

  private final String prefix;
  private final LongSupplier incarnation;

  /**
   * @param prefix what every key begins with
   * @param incarnation the present life of the log
   */
  LifeKeys(String prefix, LongSupplier incarnation) {
    this.prefix = prefix;
    this.incarnation = incarnation;
  }

  long present() {
    return incarnation.getAsLong();
  }

  /** A campaign's keys in the present life. */
  GateKeys of(CampaignId campaign) {
    return of(present(), campaign);
  }

  GateKeys of(long life, CampaignId campaign) {
    return GateKeys.of(ofLife(life), campaign);
  }

  /** The set of the campaigns that there is state of. */
  String index(long life) {
    return ofLife(life) + "campaigns";
  }

  /** The set of those being taken off it, in the same slot of a Redis Cluster. */
  String removals(long life) {
    var index = index(life);
    return (prefix.contains("{") ? index : '{' + index + '}') + ":removals";
  }

  /** The first life's keys are those of before there were lives. */
  private String ofLife(long life) {
    return life == 0 ? prefix : prefix + life + ':';
  }
}
