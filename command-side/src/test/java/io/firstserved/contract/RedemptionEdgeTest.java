package io.firstserved.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.Reason;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponRevoked;
import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@EdgeTest
class RedemptionEdgeTest {

  private static final String ORDER = "{\"orderId\":\"order-1\"}";

  @LocalServerPort private int port;
  @Autowired private EventStorageEngine log;
  @Autowired private CommandGateway commands;
  @Autowired private TestClock clock;

  private CouponId coupon;
  private String redemption;
  private String revocation;
  private Http anybody;
  private Http ann;
  private Http bob;
  private Http admin;

  @BeforeEach
  void issueACoupon() {
    clock.set(TestClock.START);
    coupon = IssuedCoupons.issueTo("ann", commands, clock);
    redemption = "/api/v1/coupons/" + coupon + "/redemption";
    revocation = "/api/v1/coupons/" + coupon + "/revocation";
    anybody = new Http(port, null, null);
    ann = anybody.as("ann");
    bob = anybody.as("bob");
    admin = anybody.as("carol", "campaign-admin");
  }

  @Nested
  class Redeeming {

    @Test
    void answersTheCouponAsRecorded() {
      var body = ann.post(redemption, ORDER).succeeded(200);

      assertThat(body.path("couponId").asString()).isEqualTo(coupon.value());
      assertThat(body.path("userId").asString()).isEqualTo("ann");
      assertThat(body.path("serial").asLong()).isEqualTo(1);
      assertThat(body.path("status").asString()).isEqualTo("REDEEMED");
      assertThat(body.path("orderId").asString()).isEqualTo("order-1");
    }

    @Test
    void againForTheSameOrderAnswersTheSame() {
      var first = ann.post(redemption, ORDER).succeeded(200);

      assertThat(ann.post(redemption, ORDER).succeeded(200)).isEqualTo(first);
      assertThat(eventCount()).isEqualTo(2);
    }

    @Test
    void forAnotherOrderIsRefused() {
      ann.post(redemption, ORDER).succeeded(200);

      ann.post(redemption, "{\"orderId\":\"order-2\"}").refused(409, Reason.ALREADY_REDEEMED);
    }

    @Test
    void afterItsValidityIsRefusedAndRecordedOnce() {
      clock.advance(Duration.ofDays(30));

      ann.post(redemption, ORDER).refused(410, Reason.EXPIRED);
      ann.post(redemption, ORDER).refused(410, Reason.EXPIRED);
      assertThat(eventCount()).isEqualTo(2);
    }

    @Test
    void anotherUsersCouponIsAsUnknownAsOneThatDoesNotExist() {
      var unknown = "0".repeat(coupon.value().length());

      var foreign = bob.post(redemption, ORDER).refused(404, Reason.UNKNOWN_COUPON).toString();

      var missing = bob.post(redemption.replace(coupon.value(), unknown), ORDER);
      assertThat(foreign.replace(coupon.value(), unknown))
          .isEqualTo(missing.refused(404, Reason.UNKNOWN_COUPON).toString());
      assertThat(eventCount()).isEqualTo(1);
    }

    @Test
    void anybodysCouponIsAllowedToACampaignAdmin() {
      admin.post(redemption, ORDER).succeeded(200);
    }

    @Test
    void withoutATokenIsRefused() {
      anybody.post(redemption, ORDER).refused(401, Reason.UNAUTHENTICATED);
    }

    @Test
    void inAnotherUsersNameIsRefused() {
      ann.post(redemption, "{\"orderId\":\"order-1\",\"userId\":\"bob\"}")
          .refused(403, Reason.FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{}                               | orderId",
          "{'orderId':null}                 | orderId",
          "{'orderId':''}                   | orderId",
          "{'orderId':'a b'}                | orderId",
          "{'orderId':[7]}                    | orderId",
          "{'orderId':'o','extra':1}        | extra",
          "{'orderId':'o'                   | body",
          "``                               | body"
        })
    void namesTheFieldOfWhatIsMalformed(String body, String field) {
      var error = ann.post(redemption, body.replace('\'', '"')).invalidField();

      assertThat(error.path("field").asString()).isEqualTo(field);
    }

    @Test
    void refusesAnOrderIdThatIsTooLong() {
      var error = ann.post(redemption, "{\"orderId\":\"" + "x".repeat(65) + "\"}").invalidField();

      assertThat(error.path("field").asString()).isEqualTo("orderId");
      assertThat(error.path("limit").asString()).contains("{1,64}");
    }
  }

  @Nested
  class TakingBack {

    @Test
    void letsTheCouponBeRedeemedAgain() {
      ann.post(redemption, ORDER).succeeded(200);

      var body = ann.delete(redemption).succeeded(200);

      assertThat(body.path("status").asString()).isEqualTo("ISSUED");
      assertThat(body.path("orderId").isNull()).isTrue();
      ann.post(redemption, "{\"orderId\":\"order-2\"}").succeeded(200);
    }

    @Test
    void withoutARedemptionIsRefused() {
      ann.delete(redemption).refused(409, Reason.NOT_REDEEMED);
    }

    @Test
    void ofAnotherOrderIsRefused() {
      ann.post(redemption, ORDER).succeeded(200);

      ann.delete(redemption + "?orderId=order-2").refused(409, Reason.ALREADY_REDEEMED);
      ann.delete(redemption + "?orderId=order-1").succeeded(200);
    }

    @Test
    void byAnotherUserIsRefused() {
      ann.post(redemption, ORDER).succeeded(200);

      bob.delete(redemption).refused(404, Reason.UNKNOWN_COUPON);
      anybody.delete(redemption).refused(401, Reason.UNAUTHENTICATED);
    }

    @Test
    void namesAMalformedOrder() {
      var error = ann.delete(redemption + "?orderId=a%20b").invalidField();

      assertThat(error.path("field").asString()).isEqualTo("orderId");
    }
  }

  @Nested
  class Revoking {

    @Test
    void endsTheCouponForGood() {
      var body = admin.post(revocation, "").succeeded(200);

      assertThat(body.path("status").asString()).isEqualTo("REVOKED");
      assertThat(admin.post(revocation, "").succeeded(200)).isEqualTo(body);
      ann.post(redemption, ORDER).refused(410, Reason.REVOKED);
      ann.delete(redemption).refused(410, Reason.REVOKED);
      assertThat(eventCount()).isEqualTo(2);
    }

    @Test
    void recordsTheReason() {
      admin.post(revocation, "{\"reason\":\"sold on\"}").succeeded(200);

      var revoked = log.readEvents(coupon.value()).asStream().skip(1).findFirst().orElseThrow();
      assertThat(revoked.getPayload())
          .isInstanceOfSatisfying(
              CouponRevoked.class, event -> assertThat(event.reason()).isEqualTo("sold on"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"reason\":\"\"}", "{\"reason\":\" \"}", "{\"reason\":[1]}"})
    void refusesAReasonThatIsNone(String body) {
      assertThat(admin.post(revocation, body).response().statusCode()).isEqualTo(400);
      assertThat(eventCount()).isEqualTo(1);
    }

    @Test
    void recordsWhoDidIt() {
      admin.post(revocation, "").succeeded(200);

      var revoked = log.readEvents(coupon.value()).asStream().skip(1).findFirst().orElseThrow();
      assertThat(revoked.getMetaData()).containsEntry("by", "carol");
    }

    @Test
    void needsTheRole() {
      ann.post(revocation, "").refused(403, Reason.FORBIDDEN);
      anybody.post(revocation, "").refused(401, Reason.UNAUTHENTICATED);
      assertThat(eventCount()).isEqualTo(1);
    }

    @Test
    void anExpiredCouponIsRefused() {
      clock.advance(Duration.ofDays(30));
      ann.post(redemption, ORDER).refused(410, Reason.EXPIRED);

      admin.post(revocation, "").refused(410, Reason.EXPIRED);
    }
  }

  @Test
  void anUnknownCouponIsNamed() {
    var unknown = "/api/v1/coupons/00000000000000000000000000";

    admin.post(unknown + "/redemption", ORDER).refused(404, Reason.UNKNOWN_COUPON);
    admin.delete(unknown + "/redemption").refused(404, Reason.UNKNOWN_COUPON);
    admin.post(unknown + "/revocation", "").refused(404, Reason.UNKNOWN_COUPON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0000000000000000000000000I", "000000000000000000000000000"})
  void aMalformedIdInThePathIsNamed(String malformed) {
    var error = ann.post("/api/v1/coupons/" + malformed + "/redemption", ORDER).invalidField();

    assertThat(error.path("field").asString()).isEqualTo("couponId");
  }

  private long eventCount() {
    return log.readEvents(coupon.value()).asStream().count();
  }
}
