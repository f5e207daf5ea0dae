package io.firstserved.query.audit.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * P5: no serial is lost for good. In a quiet system the gate has as many serials used as the log
 * has coupons, and nothing pending. A serial that only the gate holds to be used is lost: P5 is
 * broken. One that only the log has used is granted again at most, and then refused by the log: no
 * promise is broken, but the gate lags behind the log, or was tampered with, and that is said.
 */
public final class GateCheck {

  private final Violations violations;
  private final LogCheck log;
  private final List<String> behind = new ArrayList<>();

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
   * @param users who hold a coupon or a reservation
   */
  public record GateFigures(
      String campaignId, long counter, long used, long pending, long free, long users) {}

  /** The campaigns the log has, to ask the gate for. */
  public List<String> campaigns() {
    return log.campaigns().values().stream()
        .filter(CampaignFold::isKnown)
        .map(fold -> fold.id)
        .sorted()
        .toList();
  }

  /**
   * Compares figures with the log as it was before and after they were taken: whatever the gate
   * holds to be used was in the log after, and whatever was in the log before is used or pending.
   *
   * @param late how many coupons of the campaign were issued after the log was replayed
   */
  public void accept(GateFigures gate, long late) {
    var fold = log.campaigns().get(gate.campaignId());
    long issued = fold == null ? 0 : fold.issued();
    if (gate.used() > issued + late) {
      violations.add(
          new Violation(
              Promise.P5,
              gate.campaignId(),
              0,
              null,
              "no more serials used in the gate than issued in the log: " + (issued + late),
              believed(gate)));
    } else if (gate.used() + gate.pending() < issued) {
      behind.add(
          "the gate of %s lacks coupons of the log, which has issued %d: %s"
              .formatted(gate.campaignId(), issued, believed(gate)));
    } else if (gate.used() < issued) {
      behind.add(
          "lag: %d coupons of %s are not confirmed in the gate yet"
              .formatted(issued - gate.used(), gate.campaignId()));
    } else {
      users(gate, fold);
    }
  }

  /** With one coupon for each user there are as many users as serials in use. */
  private void users(GateFigures gate, @Nullable CampaignFold fold) {
    boolean single = fold != null && fold.perUserLimit() == 1;
    if (single && gate.users() != gate.used() + gate.pending()) {
      behind.add(
          "the gate of %s knows %d users: %s"
              .formatted(gate.campaignId(), gate.users(), believed(gate)));
    }
  }

  private static String believed(GateFigures gate) {
    return gate.used() + " used, " + gate.free() + " free, " + gate.pending() + " pending";
  }

  /** What the gate does not know yet, or not any more; a sentence each. */
  public List<String> behind() {
    return List.copyOf(behind);
  }
}
