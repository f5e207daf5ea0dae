package io.firstserved.query.audit.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.coupon.UserId;
import io.firstserved.api.event.LogRow;
import io.firstserved.query.audit.seal.SealedRows;
import java.io.IOException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A sound log of two campaigns, and copies of it with one change each. */
public final class Tampering {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant OPEN = Instant.parse("2026-05-01T10:00:00Z");
  private static final CampaignId SPRING = new CampaignId("spring");
  private static final CampaignId SUMMER = new CampaignId("summer");

  private final SimulatedLog log = new SimulatedLog(new Random(1));
  private final SealedRows seals;

  /** A changed copy, and what is to be found: {@code PROMISE@index}, in order. */
  public record Case(String name, List<LogRow> rows, List<String> expected, List<String> sealed) {
    @Override
    public String toString() {
      return name;
    }
  }

  private Tampering() {
    write();
    seals = new SealedRows(log.rows());
  }

  public static Tampering ofASoundLog() {
    return new Tampering();
  }

  public List<LogRow> rows() {
    return log.rows();
  }

  public SealedRows seals() {
    return seals;
  }

  /** The head that the log states: moved along with rows at the end, and otherwise as it was. */
  public static long headOf(List<LogRow> rows, List<LogRow> original) {
    return Math.max(rows.getLast().index(), original.size());
  }

  private void write() {
    log.append(created(SPRING, 60L, null));
    log.append(created(SUMMER, null, Period.ofDays(30)));
    for (int n = 1; n <= 60; n++) {
      log.append(issue(SPRING, "ann-" + n, n, at(n)), 0);
      log.append(issue(SUMMER, "bob-" + n, n, at(n)), 0);
    }
    log.append(new CampaignPaused(SUMMER, at(100)));
    log.append(new CampaignResumed(SUMMER, at(200)));
    log.append(new QuotaRaised(SPRING, 80, at(201)));
    for (int n = 61; n <= 70; n++) {
      log.append(issue(SPRING, "ann-" + n, n, at(200 + n)), 1);
      log.append(issue(SUMMER, "bob-" + n, n, at(200 + n)), 2);
    }
    for (int n = 1; n <= 12; n++) {
      var coupon = issue(SUMMER, "bob-" + n, n, at(n)).couponId();
      log.append(new CouponRedeemed(coupon, SUMMER, new OrderId("o" + n), at(400 + n)), 0);
    }
    var first = issue(SUMMER, "bob-1", 1, at(1)).couponId();
    log.append(new RedemptionUndone(first, SUMMER, new OrderId("o1"), at(420)), 0);
    log.append(new CouponRedeemed(first, SUMMER, new OrderId("o1b"), at(421)), 0);
    var gone = issue(SUMMER, "bob-20", 20, at(20)).couponId();
    log.append(new CouponRevoked(gone, SUMMER, null, at(430)), 0);
    var late = issue(SUMMER, "bob-21", 21, at(21)).couponId();
    log.append(new CouponExpired(late, SUMMER, at(31L * 24 * 3600)), 0);
    log.append(new CampaignClosed(SPRING, at(500)));
    log.append(new CampaignPaused(SUMMER, at(501)));
  }

  private static CampaignCreated created(CampaignId id, Long quota, Period validity) {
    return new CampaignCreated(
        id, id + " sale", quota, 1, OPEN, OPEN.plusSeconds(3_600), validity, OPEN.minusSeconds(60));
  }

  private static Instant at(long second) {
    return OPEN.plusSeconds(second);
  }

  private static CouponIssued issue(CampaignId campaign, String user, long serial, Instant at) {
    var holder = new UserId(user);
    return new CouponIssued(CouponId.of(campaign, holder, 1), campaign, holder, serial, 1, at);
  }

  /** The index of a spring coupon's issue: after the two creations, every other row. */
  private static int spring(int n) {
    return 2 * n + 1;
  }

  /** Changes that break a promise by themselves. */
  public List<Case> casesTheLogItselfShows() {
    int head = rows().size();
    int raised = 125;
    int redeemed2 = 147;
    int undone = 158;
    var cases = new ArrayList<Case>();
    cases.add(
        appended(
            "a serial twice",
            issue(SUMMER, "eve", 5, at(450)),
            row -> with(row, "summer#5"),
            "P1@" + (head + 1),
            "P3@" + (head + 1)));
    cases.add(changed("a serial edited to another's", spring(9), json("serial", 8), "P1@19"));
    cases.add(
        replaced(
            "a serial given again under its own key",
            spring(9),
            row -> row(row, issue(SPRING, "ann-9", 8, at(9))),
            "P1@19"));
    cases.add(
        replaced(
            "a coupon above the quota",
            spring(9),
            row -> row(row, issue(SPRING, "ann-9", 61, at(9))),
            "P1@19",
            "P1@126"));
    cases.add(
        replaced(
            "a coupon above every quota",
            spring(9),
            row -> row(row, issue(SPRING, "ann-9", 999, at(9))),
            "P1@19"));
    cases.add(
        replaced(
            "a serial of zero",
            spring(9),
            row -> row(row, issue(SPRING, "ann-9", 0, at(9))),
            "P1@19"));
    cases.add(
        replaced(
            "a quota that shrinks",
            raised,
            row -> row(row, new QuotaRaised(SPRING, 59, at(201))),
            springAbove(59, "P1@125")));
    cases.add(
        replaced(
            "a quota given to an unlimited campaign",
            head,
            row -> row(row, new QuotaRaised(SUMMER, 1_000, at(501))),
            "P1@" + head));
    cases.add(
        replaced(
            "a second coupon for a user", spring(9), row -> row(row, second("ann-8", 9)), "P2@19"));
    cases.add(
        replaced(
            "a second coupon under another identity",
            spring(9),
            row -> row(row, forged("ann-8", 9)),
            "P2@19"));
    cases.add(changed("a user edited", spring(9), json("userId", "eve"), "P2@19"));
    cases.add(changed("an ordinal edited", spring(9), json("ordinal", 2), "P2@19"));
    cases.add(
        changed(
            "an issue before the opening",
            spring(9),
            json("reservedAt", "2026-05-01T09:59:59.999Z"),
            "P3@19"));
    cases.add(
        changed(
            "an issue at the very closing",
            spring(9),
            json("reservedAt", "2026-05-01T11:00:00Z"),
            "P3@19"));
    cases.add(
        appended(
            "an issue during the pause, reserved before it",
            issue(SUMMER, "eve", 71, at(450)),
            row -> row,
            "P3@" + (head + 1)));
    cases.add(
        appended(
            "an issue after the closing",
            issue(SPRING, "eve", 71, at(501)),
            row -> row,
            "P3@" + (head + 1)));
    cases.add(
        appended(
            "an issue after the closing, reserved before it",
            issue(SPRING, "eve", 71, at(450)),
            row -> row,
            "P3@" + (head + 1)));
    cases.add(
        replaced(
            "a resumption without a pause",
            raised,
            row -> row(row, new CampaignResumed(SPRING, at(201))),
            springAbove(60, "P3@125")));
    cases.add(
        replaced(
            "an event after the closing",
            head,
            row -> atStream(row, SPRING.value(), 3, new CampaignPaused(SPRING, at(501))),
            "P3@" + head));
    cases.add(
        replaced(
            "an issue for a campaign that is not there",
            spring(9),
            row -> row(row, issue(new CampaignId("autumn"), "ann-9", 9, at(9))),
            "P3@19"));
    cases.add(removed("a row removed", spring(9), "P6@19"));
    cases.add(removed("the first row removed", 1, "P6@1"));
    cases.add(removed("a redeemed coupon's issue removed", spring(2) + 1, "P6@6"));
    cases.add(removed("a raise of the quota removed", raised, "P6@125"));
    cases.add(removed("a pause removed", 123, "P6@123"));
    cases.add(removed("the last row removed", head, "P6@" + head));
    cases.add(
        replaced(
            "a sequence number skipped",
            redeemed2,
            row -> atStream(row, row.aggregateId(), 2, null),
            "P6@" + redeemed2));
    cases.add(
        replaced(
            "a type nobody knows", spring(9), row -> typed(row, "coupon-gifted", "1"), "P6@19"));
    cases.add(
        replaced(
            "a revision nobody knows",
            spring(9),
            row -> typed(row, "coupon-issued", "7"),
            "P6@19"));
    cases.add(
        replaced(
            "a payload cut short",
            spring(9),
            row -> payload(row, java.util.Arrays.copyOf(row.payload(), 40)),
            "P6@19"));
    cases.add(
        replaced(
            "an event identity twice",
            undone,
            row -> with(row, rows().get(redeemed2 - 1).eventId()),
            "P6@" + undone));
    cases.add(
        changed(
            "a redemption given back by another order",
            undone,
            json("orderId", "o9"),
            "REDEMPTION@" + undone));
    cases.add(
        changed(
            "a redemption after the validity",
            redeemed2,
            json("at", at(31L * 24 * 3600).toString()),
            "REDEMPTION@" + redeemed2));
    cases.add(
        changed(
            "an expiry before its time",
            head - 2,
            json("at", at(440).toString()),
            "REDEMPTION@" + (head - 2)));
    cases.add(
        replaced(
            "a coupon redeemed twice",
            undone,
            row ->
                row(
                    row,
                    new CouponRedeemed(
                        new CouponId(row.aggregateId()), SUMMER, new OrderId("x"), at(420))),
            "REDEMPTION@" + undone,
            "REDEMPTION@" + (undone + 1)));
    cases.add(
        replaced(
            "a redemption in another campaign's name",
            redeemed2,
            row ->
                row(
                    row,
                    new CouponRedeemed(
                        new CouponId(row.aggregateId()), SPRING, new OrderId("x"), at(402))),
            "REDEMPTION@" + redeemed2));
    return cases;
  }

  /** Changes after which the log is still a possible one. */
  public List<Case> casesOnlyTheSealsShow() {
    var cases = new ArrayList<Case>();
    cases.add(
        changed(
            "an instant edited within the window",
            spring(9),
            json("reservedAt", at(11).toString())));
    cases.add(
        changed(
            "an instant edited into a pause that had ended",
            127,
            json("reservedAt", at(150).toString())));
    cases.add(changed("a name edited", 1, json("name", "another")));
    cases.add(
        replaced(
            "metadata edited",
            spring(9),
            row -> metaData(row, "{\"campaignVersion\":0,\"idempotencyKey\":\"x\"}")));
    cases.add(replaced("a timestamp edited", spring(9), row -> at(row, "2026-05-01T10:00:10Z")));
    cases.add(changed("an order edited", 150, json("orderId", "other")));
    cases.add(swapped("two rows swapped", spring(9), spring(11)));
    cases.add(swapped("neighbours swapped", spring(9), spring(9) + 1));
    cases.add(
        replaced(
            "a coupon given to another user",
            spring(9),
            row -> row(row, issue(SPRING, "eve", 9, at(9)))));
    return cases;
  }

  /** Changes of the topic alone. */
  public List<Case> casesOfTheTopic() {
    int head = rows().size();
    var again = new ArrayList<>(rows());
    again.add(20, rows().get(19));
    return List.of(
        topic(removed("an event missing from the topic", 19, "P7@19")),
        topic(removed("the last event missing", head, "P7@" + head)),
        topic(changed("a payload edited in the topic", 19, json("serial", 8), "P7@19")),
        topic(replaced("another event in its place", 19, row -> with(row, "other"), "P7@19")),
        topic(
            appended(
                "an event that is not in the log",
                issue(SPRING, "eve", 71, at(501)),
                row -> row,
                "P7@" + (head + 1))),
        new Case("an event sent again, the same", again, List.of(), List.of()));
  }

  private static Case topic(Case change) {
    return change;
  }

  private static String[] springAbove(long quota, String first) {
    var expected = new ArrayList<String>();
    expected.add(first);
    for (long serial = Math.max(61, quota + 1); serial <= 70; serial++) {
      expected.add("P1@" + (126 + 2 * (serial - 61)));
    }
    return expected.toArray(String[]::new);
  }

  private static CouponIssued second(String user, long serial) {
    var holder = new UserId(user);
    return new CouponIssued(CouponId.of(SPRING, holder, 2), SPRING, holder, serial, 2, at(9));
  }

  private static CouponIssued forged(String user, long serial) {
    var other = CouponId.of(SPRING, new UserId("mallory"), 1);
    return new CouponIssued(other, SPRING, new UserId(user), serial, 1, at(9));
  }

  private Case changed(String name, int index, Consumer<ObjectNode> edit, String... expected) {
    return replaced(name, index, row -> payload(row, edited(row, edit)), expected);
  }

  private Case replaced(String name, int index, UnaryOperator<LogRow> change, String... expected) {
    var copy = new ArrayList<>(rows());
    copy.set(index - 1, change.apply(copy.get(index - 1)));
    return new Case(name, copy, List.of(expected), List.of("SEAL@" + index));
  }

  private Case removed(String name, int index, String... expected) {
    var copy = new ArrayList<>(rows());
    copy.remove(index - 1);
    return new Case(name, copy, List.of(expected), List.of("SEAL@" + index));
  }

  private Case swapped(String name, int left, int right) {
    var copy = new ArrayList<>(rows());
    copy.set(left - 1, moved(rows().get(right - 1), left));
    copy.set(right - 1, moved(rows().get(left - 1), right));
    return new Case(name, copy, List.of(), List.of("SEAL@" + left, "SEAL@" + right));
  }

  /** What was never sealed, the seals do not show. */
  private Case appended(
      String name, CouponIssued event, UnaryOperator<LogRow> change, String... expected) {
    var copy = new ArrayList<>(rows());
    copy.add(
        change.apply(
            SimulatedLog.row(
                copy.size() + 1L,
                event.eventIdentifier(),
                event.couponId().value(),
                0,
                "coupon",
                event.at(),
                event,
                "{\"campaignVersion\":9}")));
    return new Case(name, copy, List.of(expected), List.of());
  }

  private static Consumer<ObjectNode> json(String field, Object value) {
    return node -> node.putPOJO(field, value);
  }

  private static byte[] edited(LogRow row, Consumer<ObjectNode> edit) {
    try {
      var node = (ObjectNode) JSON.readTree(row.payload());
      edit.accept(node);
      return JSON.writeValueAsBytes(node);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Another event in the row's place, with consistent keys. */
  private static LogRow row(LogRow row, Object event) {
    var issued = event instanceof CouponIssued coupon ? coupon : null;
    return SimulatedLog.row(
        row.index(),
        issued == null ? row.eventId() : issued.eventIdentifier(),
        issued == null ? row.aggregateId() : issued.couponId().value(),
        row.sequence(),
        row.aggregateType(),
        Instant.parse(row.timestamp()),
        event,
        new String(row.metaData(), java.nio.charset.StandardCharsets.UTF_8));
  }

  private static LogRow atStream(LogRow row, String stream, long sequence, Object event) {
    var base = event == null ? row : row(row, event);
    return copy(base, base.index(), base.eventId(), stream, sequence, base.payload());
  }

  private static LogRow with(LogRow row, String eventId) {
    return copy(row, row.index(), eventId, row.aggregateId(), row.sequence(), row.payload());
  }

  private static LogRow moved(LogRow row, long index) {
    return copy(row, index, row.eventId(), row.aggregateId(), row.sequence(), row.payload());
  }

  private static LogRow payload(LogRow row, byte[] payload) {
    return copy(row, row.index(), row.eventId(), row.aggregateId(), row.sequence(), payload);
  }

  private static LogRow copy(
      LogRow row, long index, String eventId, String stream, long sequence, byte[] payload) {
    return new LogRow(
        index,
        eventId,
        stream,
        sequence,
        row.aggregateType(),
        row.timestamp(),
        row.payloadType(),
        row.revision(),
        payload,
        row.metaData());
  }

  private static LogRow typed(LogRow row, String type, String revision) {
    return new LogRow(
        row.index(),
        row.eventId(),
        row.aggregateId(),
        row.sequence(),
        row.aggregateType(),
        row.timestamp(),
        type,
        revision,
        row.payload(),
        row.metaData());
  }

  private static LogRow metaData(LogRow row, String metaData) {
    return new LogRow(
        row.index(),
        row.eventId(),
        row.aggregateId(),
        row.sequence(),
        row.aggregateType(),
        row.timestamp(),
        row.payloadType(),
        row.revision(),
        row.payload(),
        metaData.getBytes());
  }

  private static LogRow at(LogRow row, String timestamp) {
    return new LogRow(
        row.index(),
        row.eventId(),
        row.aggregateId(),
        row.sequence(),
        row.aggregateType(),
        timestamp,
        row.payloadType(),
        row.revision(),
        row.payload(),
        row.metaData());
  }
}
