package io.firstserved.command.gate.repair;

import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.GateMeters;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.log.LogGate;
import io.firstserved.command.log.LogReader;

/** The gate put together from its parts, for the application and for tests. */
record GateParts(
    SwitchingGate gate,
    LogGate logGate,
    GatedCampaigns campaigns,
    Recovery recovery,
    Reconciliation reconciliation,
    Confirmations confirmations,
    Reaper reaper) {

  static GateParts assemble(
      FastGate fastGate,
      LogReader log,
      Campaigns campaigns,
      GateProperties properties,
      GateMeters meters) {
    var logGate = new LogGate(log, properties.logBacked());
    var known = new GatedCampaigns(campaigns, fastGate, properties.unknown());
    var rebuild = new GateRebuilder(log, fastGate, properties.rebuild(), meters);
    var ended = new EndedCampaigns(log, properties.reaper().retainEnded());
    var recovery = new Recovery(fastGate, logGate, known, ended, rebuild, properties.rebuild());
    var reconciliation =
        new Reconciliation(log, fastGate, logGate, properties.rebuild().freezeLimit());
    var confirmations = new Confirmations(fastGate, reconciliation, properties.confirmations());
    var watch = new UnderIssueWatch(log, recovery);
    var repair =
        new CampaignRepair(fastGate, known, reconciliation, watch, ended, properties.reaper());
    var reaper =
        new Reaper(fastGate, known, repair, reconciliation, logGate, properties.reaper(), meters);
    var gate =
        new SwitchingGate(
            fastGate, logGate, known, recovery, reconciliation, confirmations, properties);
    return new GateParts(gate, logGate, known, recovery, reconciliation, confirmations, reaper);
  }
}
