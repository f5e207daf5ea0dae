package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.UserId;
import java.nio.charset.StandardCharsets;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log that was begun by an earlier release, and goes on. */
class MixedRevisionsIT {

  private static final CampaignId CAMPAIGN = new CampaignId("spring-sale");
  private static final CouponId OLD = CouponId.of(CAMPAIGN, new UserId("ann"), 1);
  private static final CouponId NEW = CouponId.of(CAMPAIGN, new UserId("bob"), 1);

  private LogDatabase database;
  private LogNode node;

  @BeforeEach
  void start() {
    database = LogDatabase.create();
    node = LogNode.on(database);
    node.engine.appendEvents(Events.created(CAMPAIGN));
    node.engine.appendEvents(Events.issued(CAMPAIGN, "ann", 1));
    node.engine.appendEvents(Events.issued(CAMPAIGN, "bob", 2));
  }

  @AfterEach
  void stop() throws InterruptedException {
    node.close();
    database.close();
  }

  @Test
  void isReadInThePresentRevisionAndKeptAsItWasWritten() {
    revoke(OLD, null);
    rewriteAsRevisionOne(OLD);
    revoke(NEW, "sold on");

    assertThat(lastEvent(OLD)).isEqualTo(new CouponRevoked(OLD, CAMPAIGN, null, Events.AT));
    assertThat(lastEvent(NEW)).isEqualTo(new CouponRevoked(NEW, CAMPAIGN, "sold on", Events.AT));
    assertThat(revisionOf(OLD)).isEqualTo("1");
    assertThat(revisionOf(NEW)).isEqualTo("2");
  }

  private void revoke(CouponId coupon, String reason) {
    var revoked = new CouponRevoked(coupon, CAMPAIGN, reason, Events.AT);
    node.engine.appendEvents(new GenericDomainEventMessage<>("coupon", coupon.value(), 1, revoked));
  }

  private void rewriteAsRevisionOne(CouponId coupon) {
    var payload =
        "{\"couponId\":\"%s\",\"campaignId\":\"%s\",\"at\":\"%s\"}"
            .formatted(coupon, CAMPAIGN, Events.AT);
    database
        .jdbc()
        .sql(
            "UPDATE domain_event_entry SET payload_revision = '1', payload = ?"
                + " WHERE aggregate_identifier = ? AND sequence_number = 1")
        .params(payload.getBytes(StandardCharsets.UTF_8), coupon.value())
        .update();
  }

  private Object lastEvent(CouponId coupon) {
    return node.engine
        .readEvents(coupon.value())
        .asStream()
        .map(EventMessage::getPayload)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private String revisionOf(CouponId coupon) {
    return database
        .jdbc()
        .sql(
            "SELECT payload_revision FROM domain_event_entry"
                + " WHERE aggregate_identifier = ? AND sequence_number = 1")
        .param(coupon.value())
        .query(String.class)
        .single();
  }
}
