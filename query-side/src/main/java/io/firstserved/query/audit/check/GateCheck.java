package io.firstserved.query.audit.check;

import java.util.List;

/**
 * P5: no serial is lost for good. A serial that the gate holds to be used is in the log, unless it
 * is pending: used = issued in a quiet system, and nothing pending.
 */
public final class GateCheck {

  private final Violations violations;
  private final LogCheck log;

  /** A comparison with what this check has folded. */
  public GateCheck(Violations violations, LogCheck log) {
    this.violations = violations;
    this.log = log;
  }

  /**
   * What the gate believes of a campaign.
   *
   * @param campaignId which campaign
   * @param counter the highest serial granted in turn
   * @param used serials neither free nor pending
   * @param pending reservations under way
   * @param free serials up to the counter that may be granted
   */
  public record GateFigures(String campaignId, long counter, long used, long pending, long free) {}

  /** The campaigns the log has, to ask the gate for. */
  public List<String> campaigns() {
    return log.campaigns().values().stream()
        .filter(CampaignFold::isKnown)
        .map(fold -> fold.id)
        .sorted()
        .toList();
  }

  /**
   * Compares figures with the log as it was after they were taken: whatever the gate holds to be
   * used was in the log before.
   *
   * @param late how many coupons of the campaign were issued after the log was replayed
   */
  public void accept(GateFigures gate, long late) {
    var fold = log.campaigns().get(gate.campaignId());
    long issued = (fold == null ? 0 : fold.issued()) + late;
    if (gate.used() > issued) {
      violations.add(
          new Violation(
              Promise.P5,
              gate.campaignId(),
              0,
              null,
              "no more serials used in the gate than issued in the log: " + issued,
              gate.used() + " used, " + gate.free() + " free, " + gate.pending() + " pending"));
    }
  }
}
