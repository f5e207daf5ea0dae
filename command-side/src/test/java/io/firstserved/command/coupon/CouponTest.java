package io.firstserved.command.coupon;

import static io.firstserved.command.campaign.AggregateFixtures.fixtureOf;
import static io.firstserved.command.campaign.AggregateFixtures.oneEventWith;
import static io.firstserved.command.campaign.AggregateFixtures.refusedFor;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.IssueCoupon;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedeemCoupon;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.coupon.RevokeCoupon;
import io.firstserved.api.coupon.UndoRedemption;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.CampaignLog;
import io.firstserved.command.log.EventMetaData;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CouponTest {

  private static final CampaignId CAMPAIGN = new CampaignId("spring-sale");
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final OrderId ORDER = new OrderId("order-1");
  private static final OrderId OTHER_ORDER = new OrderId("order-2");
  private static final Instant OPENS = Instant.parse("2026-03-01T09:00:00Z");
  private static final Instant CLOSES = OPENS.plusSeconds(3600);
  private static final Instant RESERVED = OPENS.plusSeconds(60);
  private static final Instant REDEEMED = RESERVED.plusSeconds(60);
  private static final Instant LAST_VALID = Instant.parse("2026-03-31T09:00:59.999Z");
  private static final Instant NO_LONGER_VALID = Instant.parse("2026-03-31T09:01:00Z");
  private static final CampaignTerms TERMS =
      new CampaignTerms("Spring sale", 100L, 2, OPENS, CLOSES, Period.ofDays(30));
  private static final CouponId ID = CouponId.of(CAMPAIGN, ANN, 1);
  private static final CouponIssued ISSUED = new CouponIssued(ID, CAMPAIGN, ANN, 7, 1, RESERVED);
  private static final RedemptionUndone WAS_UNDONE =
      new RedemptionUndone(ID, CAMPAIGN, ORDER, REDEEMED);
  private static final CouponState.Status FIRST_ANSWER =
      new CouponState.Status.Redeemed(ORDER, REDEEMED);
  private static final CouponRedeemed WAS_REDEEMED =
      new CouponRedeemed(ID, CAMPAIGN, ORDER, REDEEMED);
  private static final CouponRevoked WAS_REVOKED =
      new CouponRevoked(ID, CAMPAIGN, "sold on", REDEEMED);
  private static final CouponExpired HAS_EXPIRED = new CouponExpired(ID, CAMPAIGN, NO_LONGER_VALID);

  private final CampaignLog log = new CampaignLog();
  private final FixtureConfiguration<Coupon> fixture = fixtureOf(Coupon.class, log);

  @BeforeEach
  void createCampaign() {
    log.append(CampaignCreated.of(CAMPAIGN, TERMS, OPENS));
  }

  @Nested
  class Issuing {

    @Test
    void recordsWhatWasReserved() {
      when(issue(7, 1, RESERVED)).expectEvents(ISSUED);
    }

    @Test
    void recordsTheCampaignsVersionAndTheIdempotencyKey() {
      log.append(new QuotaRaised(CAMPAIGN, 200, OPENS));

      fixture
          .givenNoPriorActivity()
          .when(issue(7, 1, RESERVED), Map.of(EventMetaData.IDEMPOTENCY_KEY, "k-1", "x", "y"))
          .expectEventsMatching(
              oneEventWith(
                  Map.of(
                      EventMetaData.CAMPAIGN_VERSION,
                      1L,
                      EventMetaData.CAMPAIGN_RUNNING,
                      true,
                      EventMetaData.IDEMPOTENCY_KEY,
                      "k-1")));
    }

    @Test
    void theLastSerialOfTheQuotaIsAccepted() {
      when(issue(100, 1, RESERVED)).expectSuccessfulHandlerExecution();
    }

    @Test
    void aSerialAboveTheQuotaIsRefused() {
      expectRefusal(when(issue(101, 1, RESERVED)), Reason.SOLD_OUT);
    }

    @Test
    void aSerialBelowOneIsRefused() {
      expectRefusal(when(issue(0, 1, RESERVED)), Reason.SOLD_OUT);
    }

    @Test
    void anySerialOfAnUnlimitedCampaignIsAccepted() {
      var unlimited = new CampaignId("unlimited");
      log.append(
          CampaignCreated.of(
              unlimited, new CampaignTerms("Any", null, 1, null, null, null), OPENS));

      when(IssueCoupon.of(unlimited, ANN, 1_000_000_000L, 1, RESERVED))
          .expectSuccessfulHandlerExecution();
    }

    @Test
    void theLastCouponOfTheUsersLimitIsAccepted() {
      when(issue(7, 2, RESERVED)).expectSuccessfulHandlerExecution();
    }

    @Test
    void oneMoreThanTheUsersLimitIsRefused() {
      expectRefusal(when(issue(7, 3, RESERVED)), Reason.ALREADY_ISSUED);
    }

    @Test
    void aReservationBeforeTheOpeningIsRefused() {
      expectRefusal(when(issue(7, 1, OPENS.minusMillis(1))), Reason.NOT_OPEN);
    }

    @Test
    void aReservationAtTheClosingIsRefused() {
      expectRefusal(when(issue(7, 1, CLOSES)), Reason.CLOSED);
    }

    @Test
    void aReservationFromBeforeAClosingByHandIsRefused() {
      log.append(new CampaignClosed(CAMPAIGN, RESERVED.plusSeconds(3600)));

      expectRefusal(when(issue(7, 1, RESERVED)), Reason.CLOSED);
    }

    @Test
    void aReservationFromBeforeAPauseIsRefused() {
      log.append(new CampaignPaused(CAMPAIGN, RESERVED.plusSeconds(3600)));

      expectRefusal(when(issue(7, 1, RESERVED)), Reason.PAUSED);
    }

    @Test
    void aReservationFromAPauseThatHasEndedIsAccepted() {
      log.append(new CampaignPaused(CAMPAIGN, RESERVED));
      log.append(new CampaignResumed(CAMPAIGN, RESERVED.plusSeconds(3600)));

      when(issue(7, 1, RESERVED)).expectEvents(ISSUED);
    }

    @Test
    void forAnUnknownCampaignIsRefused() {
      expectRefusal(
          when(IssueCoupon.of(new CampaignId("nowhere"), ANN, 1, 1, RESERVED)),
          Reason.UNKNOWN_CAMPAIGN);
    }

    @Test
    void underAnIdentityThatIsNotDerivedIsAFault() {
      when(new IssueCoupon(CouponId.of(CAMPAIGN, BOB, 1), CAMPAIGN, ANN, 7, 1, RESERVED))
          .expectNoEvents()
          .expectException(IllegalArgumentException.class);
    }

    @Test
    void isNotRefusedForAQuotaThatAnotherNodeHasRaised() {
      expectRefusal(when(issue(101, 1, RESERVED)), Reason.SOLD_OUT);
      log.append(new QuotaRaised(CAMPAIGN, 101, RESERVED));

      when(issue(101, 1, RESERVED)).expectSuccessfulHandlerExecution();
    }

    @Test
    void isNotRefusedForAPauseThatAnotherNodeHasEnded() {
      log.append(new CampaignPaused(CAMPAIGN, OPENS));
      expectRefusal(when(issue(7, 1, RESERVED)), Reason.PAUSED);
      log.append(new CampaignResumed(CAMPAIGN, RESERVED));

      when(issue(7, 1, RESERVED)).expectEvents(ISSUED);
    }
  }

  @Nested
  class Redeeming {

    @Test
    void recordsTheOrder() {
      fixture.given(ISSUED).when(redeem(ORDER, REDEEMED)).expectEvents(WAS_REDEEMED);
    }

    @Test
    void againForTheSameOrderChangesNothing() {
      fixture
          .given(ISSUED, WAS_REDEEMED)
          .when(redeem(ORDER, NO_LONGER_VALID))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void forAnotherOrderIsRefused() {
      expectRefusal(
          fixture.given(ISSUED, WAS_REDEEMED).when(redeem(OTHER_ORDER, REDEEMED)),
          Reason.ALREADY_REDEEMED);
    }

    @Test
    void inTheLastMomentOfItsValidityIsAccepted() {
      fixture
          .given(ISSUED)
          .when(redeem(ORDER, LAST_VALID))
          .expectEvents(new CouponRedeemed(ID, CAMPAIGN, ORDER, LAST_VALID));
    }

    @Test
    void afterItsValidityRecordsThatItExpired() {
      fixture
          .given(ISSUED)
          .when(redeem(ORDER, NO_LONGER_VALID))
          .expectEvents(HAS_EXPIRED)
          .expectResultMessagePayload(CouponState.issued(ISSUED).evolve(HAS_EXPIRED));
    }

    @Test
    void anExpiredCouponRecordsNothingMore() {
      fixture
          .given(ISSUED, HAS_EXPIRED)
          .when(redeem(ORDER, NO_LONGER_VALID.plusSeconds(1)))
          .expectNoEvents()
          .expectResultMessagePayload(CouponState.issued(ISSUED).evolve(HAS_EXPIRED));
    }

    @Test
    void aCouponWithoutEndOfValidityIsAcceptedAtAnyTime() {
      var forEver = new CampaignId("for-ever");
      log.append(
          CampaignCreated.of(forEver, new CampaignTerms("Any", 1L, 1, null, null, null), OPENS));
      var id = CouponId.of(forEver, ANN, 1);
      var at = Instant.parse("2126-01-01T00:00:00Z");

      fixture
          .given(new CouponIssued(id, forEver, ANN, 1, 1, RESERVED))
          .when(new RedeemCoupon(id, ORDER, null, at))
          .expectEvents(new CouponRedeemed(id, forEver, ORDER, at));
    }

    @Test
    void aRevokedCouponIsRefused() {
      expectRefusal(
          fixture.given(ISSUED, WAS_REVOKED).when(redeem(ORDER, REDEEMED)), Reason.REVOKED);
    }

    @Test
    void byItsHolderIsAccepted() {
      fixture
          .given(ISSUED)
          .when(new RedeemCoupon(ID, ORDER, ANN, REDEEMED))
          .expectEvents(WAS_REDEEMED);
    }

    @Test
    void byAnotherUserIsRefused() {
      expectRefusal(
          fixture.given(ISSUED).when(new RedeemCoupon(ID, ORDER, BOB, REDEEMED)),
          Reason.UNKNOWN_COUPON);
    }
  }

  @Nested
  class UndoingARedemption {

    @Test
    void recordsWhichOrderGaveItBack() {
      fixture
          .given(ISSUED, WAS_REDEEMED)
          .when(undo(null))
          .expectEvents(new RedemptionUndone(ID, CAMPAIGN, ORDER, REDEEMED));
    }

    @Test
    void letsAnotherOrderRedeemIt() {
      fixture
          .given(ISSUED, WAS_REDEEMED, new RedemptionUndone(ID, CAMPAIGN, ORDER, REDEEMED))
          .when(redeem(OTHER_ORDER, REDEEMED))
          .expectEvents(new CouponRedeemed(ID, CAMPAIGN, OTHER_ORDER, REDEEMED));
    }

    @Test
    void isFollowedByNoRedemptionForTheSameOrder() {
      fixture
          .given(ISSUED, WAS_REDEEMED, WAS_UNDONE)
          .when(redeem(ORDER, REDEEMED.plusSeconds(9)))
          .expectNoEvents()
          .expectResultMessagePayload(after(FIRST_ANSWER, WAS_REDEEMED, WAS_UNDONE));
    }

    @Test
    void andTheRepetitionOfWhatItUndidLeaveAnotherOrdersRedemption() {
      fixture
          .given(ISSUED, WAS_REDEEMED, WAS_UNDONE, redeemed(OTHER_ORDER))
          .when(redeem(ORDER, REDEEMED))
          .expectNoEvents()
          .expectResultMessagePayload(
              after(FIRST_ANSWER, WAS_REDEEMED, WAS_UNDONE, redeemed(OTHER_ORDER)));
    }

    @Test
    void againIsAnsweredAsBefore() {
      fixture
          .given(ISSUED, WAS_REDEEMED, WAS_UNDONE, redeemed(OTHER_ORDER))
          .when(undo(ORDER))
          .expectNoEvents()
          .expectResultMessagePayload(
              after(
                  new CouponState.Status.Unused(),
                  WAS_REDEEMED,
                  WAS_UNDONE,
                  redeemed(OTHER_ORDER)));
    }

    /** Of a log that an earlier version wrote. */
    @Test
    void ofTheSecondRedemptionForOneOrderIsAccepted() {
      fixture
          .given(ISSUED, WAS_REDEEMED, WAS_UNDONE, WAS_REDEEMED)
          .when(undo(ORDER))
          .expectEvents(WAS_UNDONE);
    }

    @Test
    void ofTheOrderItIsRedeemedForIsAccepted() {
      fixture
          .given(ISSUED, WAS_REDEEMED)
          .when(undo(ORDER))
          .expectEvents(new RedemptionUndone(ID, CAMPAIGN, ORDER, REDEEMED));
    }

    @Test
    void ofAnotherOrderIsRefused() {
      expectRefusal(
          fixture.given(ISSUED, WAS_REDEEMED).when(undo(OTHER_ORDER)), Reason.ALREADY_REDEEMED);
    }

    @Test
    void thatNeverWasIsRefused() {
      expectRefusal(fixture.given(ISSUED).when(undo(null)), Reason.NOT_REDEEMED);
    }

    @Test
    void ofAnExpiredCouponIsRefused() {
      expectRefusal(fixture.given(ISSUED, HAS_EXPIRED).when(undo(null)), Reason.NOT_REDEEMED);
    }

    @Test
    void ofARevokedCouponIsRefused() {
      expectRefusal(
          fixture.given(ISSUED, WAS_REDEEMED, WAS_REVOKED).when(undo(null)), Reason.REVOKED);
    }

    @Test
    void byAnotherUserIsRefused() {
      expectRefusal(
          fixture.given(ISSUED, WAS_REDEEMED).when(new UndoRedemption(ID, null, BOB, REDEEMED)),
          Reason.UNKNOWN_COUPON);
    }

    private static CouponRedeemed redeemed(OrderId order) {
      return new CouponRedeemed(ID, CAMPAIGN, order, REDEEMED);
    }

    /** The coupon as these events leave it, but for what became of it. */
    private static CouponState after(CouponState.Status status, CouponEvent... events) {
      var coupon = CouponState.issued(ISSUED);
      for (var event : events) {
        coupon = coupon.evolve(event);
      }
      return coupon.with(status);
    }

    private UndoRedemption undo(OrderId order) {
      return new UndoRedemption(ID, order, null, REDEEMED);
    }
  }

  @Nested
  class Revoking {

    @Test
    void anUnusedCouponIsRecorded() {
      fixture
          .given(ISSUED)
          .when(new RevokeCoupon(ID, "sold on", REDEEMED))
          .expectEvents(WAS_REVOKED);
    }

    @Test
    void aRedeemedCouponIsRecorded() {
      fixture
          .given(ISSUED, WAS_REDEEMED)
          .when(new RevokeCoupon(ID, "sold on", REDEEMED))
          .expectEvents(WAS_REVOKED);
    }

    @Test
    void againChangesNothing() {
      fixture
          .given(ISSUED, WAS_REVOKED)
          .when(new RevokeCoupon(ID, "sold on", REDEEMED))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void anExpiredCouponIsRefused() {
      expectRefusal(
          fixture.given(ISSUED, HAS_EXPIRED).when(new RevokeCoupon(ID, null, NO_LONGER_VALID)),
          Reason.EXPIRED);
    }

    @Test
    void recordsWhoAskedForIt() {
      fixture
          .given(ISSUED)
          .when(new RevokeCoupon(ID, "sold on", REDEEMED), Map.of(EventMetaData.BY, "admin"))
          .expectEventsMatching(oneEventWith(Map.of(EventMetaData.BY, "admin")));
    }
  }

  private ResultValidator<Coupon> when(Object command) {
    return fixture.givenNoPriorActivity().when(command);
  }

  private static IssueCoupon issue(long serial, int ordinal, Instant reservedAt) {
    return IssueCoupon.of(CAMPAIGN, ANN, serial, ordinal, reservedAt);
  }

  private static RedeemCoupon redeem(OrderId order, Instant at) {
    return new RedeemCoupon(ID, order, null, at);
  }

  private static void expectRefusal(ResultValidator<Coupon> result, Reason reason) {
    result.expectNoEvents().expectException(refusedFor(reason));
  }
}
