package io.firstserved.command.gate.repair;

import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.log.LogGate;
import io.firstserved.command.gate.redis.GateMeters;
import io.firstserved.command.gate.redis.RedisCalls;
import io.firstserved.command.gate.redis.RedisGate;
import io.firstserved.command.log.LogReader;

/** The gate put together from its parts, for the application and for tests. */
record GateParts(
    SwitchingGate gate,
    GatedCampaigns campaigns,
    Recovery recovery,
    Confirmations confirmations,
    Reaper reaper) {

  static GateParts assemble(
      RedisCalls calls,
      RedisGate redis,
      LogReader log,
      Campaigns campaigns,
      GateProperties properties,
      GateMeters meters) {
    var logGate = new LogGate(log, properties.logBacked());
    var known = new GatedCampaigns(campaigns, properties.unknown());
    var rebuild = new Rebuild(log, redis, properties.rebuild(), meters);
    var recovery = new Recovery(calls, redis, logGate, known, rebuild, properties.rebuild());
    var settlement = new Settlement(log, redis, logGate);
    var confirmations = new Confirmations(redis, settlement, properties.confirmations());
    var watch = new UnderIssueWatch(log, recovery);
    var reaper = new Reaper(calls, redis, known, settlement, watch, properties.reaper(), meters);
    var gate =
        new SwitchingGate(
            calls, redis, logGate, known, recovery, settlement, confirmations, properties);
    return new GateParts(gate, known, recovery, confirmations, reaper);
  }
}
