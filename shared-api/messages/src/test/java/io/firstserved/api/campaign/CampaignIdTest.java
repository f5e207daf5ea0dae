package io.firstserved.api.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.UserId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "Spring-Sale_2026"})
  void takesLettersDigitsHyphensAndUnderscores(String text) {
    assertThat(new CampaignId(text)).hasToString(text);
  }

  @Test
  void takesAUuid() {
    var uuid = UUID.randomUUID().toString();

    assertThat(new CampaignId(uuid).value()).isEqualTo(uuid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "_a", "a b", "a#1", "a{b}", "a/b", "ä", "a\n"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> new CampaignId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesTheIdentitiesOfCouponsToCoupons() {
    var coupon = CouponId.of(new CampaignId("spring"), new UserId("kim"), 1).value();

    assertThat(new CampaignId(coupon)).hasToString(coupon);
    assertThat(coupon).doesNotMatch(CampaignId.NEW_PATTERN);
    assertThat(coupon + "a").matches(CampaignId.NEW_PATTERN);
    assertThat(coupon.substring(1)).matches(CampaignId.NEW_PATTERN);
    assertThat("i" + coupon.substring(1)).matches(CampaignId.NEW_PATTERN);
    assertThat(UUID.randomUUID().toString()).matches(CampaignId.NEW_PATTERN);
  }

  @Test
  void refusesMoreThanItsLength() {
    assertThatThrownBy(() -> new CampaignId("a".repeat(CampaignId.MAX_LENGTH + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
