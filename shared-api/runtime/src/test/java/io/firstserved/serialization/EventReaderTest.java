package io.firstserved.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.event.LogRow;
import io.firstserved.serialization.EventReader.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  private static final String OLD =
      "{\"couponId\":\"00000000000000000000000000\",\"campaignId\":\"c\","
          + "\"at\":\"2026-03-01T09:00:00Z\"}";

  private final EventReader reader = new EventReader();

  @Test
  void liftsAnEarlierRevision() {
    assertThat(reader.read(row("coupon-revoked", "1", OLD)))
        .isInstanceOfSatisfying(
            Outcome.Event.class,
            event -> assertThat(event.payload()).isInstanceOf(CouponRevoked.class));
  }

  @Test
  void saysWhatItCannotRead() {
    assertThat(reader.read(row("coupon-revoked", "3", OLD))).isInstanceOf(Outcome.Unreadable.class);
    assertThat(reader.read(row("coupon-revoked", null, OLD)))
        .isInstanceOf(Outcome.Unreadable.class);
    assertThat(reader.read(row("coupon-revoked", "2", OLD))).isInstanceOf(Outcome.Unreadable.class);
    assertThat(reader.read(row("coupon-revoked", "1", "[]")))
        .isInstanceOf(Outcome.Unreadable.class);
    assertThat(reader.read(row("coupon-revoked", "1", "{"))).isInstanceOf(Outcome.Unreadable.class);
    assertThat(reader.read(row("coupon-invented", "1", OLD)))
        .isInstanceOf(Outcome.Unreadable.class);
  }

  private static LogRow row(String type, String revision, String payload) {
    return new LogRow(
        1,
        "id",
        "00000000000000000000000000",
        1,
        "coupon",
        "2026-03-01T09:00:00Z",
        type,
        revision,
        payload.getBytes(StandardCharsets.UTF_8),
        new byte[0]);
  }
}
