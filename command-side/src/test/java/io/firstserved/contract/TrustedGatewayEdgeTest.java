package io.firstserved.contract;

import io.firstserved.api.Reason;
import io.firstserved.api.coupon.CouponId;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@EdgeTest
@TestPropertySource(properties = "first-served.security.mode=trusted-gateway")
class TrustedGatewayEdgeTest {

  private static final String ORDER = "{\"orderId\":\"order-1\"}";

  @LocalServerPort private int port;
  @Autowired private CommandGateway commands;
  @Autowired private TestClock clock;

  private CouponId coupon;
  private String redemption;

  @BeforeEach
  void issueACoupon() {
    coupon = IssuedCoupons.issueTo("ann", commands, clock);
    redemption = "/api/v1/coupons/" + coupon + "/redemption";
  }

  @Test
  void theUserNamedByTheGatewayMustHoldTheCoupon() {
    gateway("bob").post(redemption, ORDER).refused(404, Reason.UNKNOWN_COUPON);
    gateway("ann").post(redemption, ORDER).succeeded(200);
    gateway("bob").delete(redemption).refused(404, Reason.UNKNOWN_COUPON);
    gateway("ann").delete(redemption).succeeded(200);
  }

  @Test
  void theUserNamedInTheBodyMustHoldTheCoupon() {
    var order = "{\"orderId\":\"order-1\",\"userId\":\"%s\"}";

    gateway(null).post(redemption, order.formatted("bob")).refused(404, Reason.UNKNOWN_COUPON);
    gateway(null).post(redemption, order.formatted("ann")).succeeded(200);
  }

  @Test
  void aGatewayThatNamesNoUserHasCheckedWhoAsks() {
    gateway(null).post(redemption, ORDER).succeeded(200);
    gateway(null).delete(redemption).succeeded(200);
  }

  @Test
  void administrationStillNeedsAToken() {
    gateway("ann")
        .post("/api/v1/coupons/" + coupon + "/revocation", "")
        .refused(401, Reason.UNAUTHENTICATED);
    gateway("ann")
        .post("/api/v1/campaigns", "{\"name\":\"n\",\"quota\":1}")
        .refused(401, Reason.UNAUTHENTICATED);
  }

  private Http gateway(String user) {
    return new Http(port, null, user);
  }
}
