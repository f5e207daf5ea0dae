package io.firstserved.command.gate.redis;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.CallerLimit;
import java.util.Arrays;
import java.util.List;

/** Names of a campaign's keys. All lie in one slot of a Redis Cluster: the braces say so. */
record GateKeys(String stem) {

  private static final int WINDOWS = 3;

  static GateKeys of(String prefix, CampaignId campaign) {
    return new GateKeys(prefix + '{' + campaign.value() + "}:");
  }

  /** What every script is given, in this order. */
  String[] live() {
    return new String[] {terms(), stem + "users", stem + "pending", stem + "free", stem + "ahead"};
  }

  /** The live keys, and for each limit the three hashes that take turns (rate.lua). */
  String[] limited(List<CallerLimit> limits) {
    var live = live();
    if (limits.isEmpty()) {
      return live;
    }
    var keys = Arrays.copyOf(live, live.length + limits.size() * WINDOWS);
    int next = live.length;
    for (var limit : limits) {
      var hash = rate(limit);
      for (int window = 0; window < WINDOWS; window++) {
        keys[next++] = hash + window;
      }
    }
    return keys;
  }

  /** Nodes that are configured with different periods count apart: their windows differ. */
  private String rate(CallerLimit limit) {
    return stem + "rate:" + limit.kind().text() + ':' + limit.period().toMillis() + ':';
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
