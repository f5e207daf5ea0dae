package io.firstserved.command.gate.redis;

import io.firstserved.api.campaign.CampaignId;

/** Names of a campaign's keys. All lie in one slot of a Redis Cluster: the braces say so. */
record GateKeys(String stem) {

  static GateKeys of(String prefix, CampaignId campaign) {
    return new GateKeys(prefix + '{' + campaign.value() + "}:");
  }

  /** What every script is given, in this order. */
  String[] live() {
    return new String[] {terms(), stem + "users", stem + "pending", stem + "free", stem + "ahead"};
  }

  /** There whenever there is state of the campaign. */
  String terms() {
    return stem + "terms";
  }

  String lock() {
    return stem + "rebuild";
  }

  /** What the scripts of a rebuild are given: the live keys, the lock, and the keys being built. */
  String[] building(String token) {
    return new String[] {
      terms(),
      stem + "users",
      stem + "pending",
      stem + "free",
      stem + "ahead",
      lock(),
      stem + "users:" + token,
      stem + "free:" + token,
      stem + "ahead:" + token,
      stem + "users:old:" + token
    };
  }
}
