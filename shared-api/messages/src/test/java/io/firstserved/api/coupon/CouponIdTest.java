package io.firstserved.api.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.api.campaign.CampaignId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CouponIdTest {

  /** Another derivation would let every user of a running campaign have a second coupon. */
  @ParameterizedTest
  @CsvSource({
    "spring-sale, ann, 1, w8nbwa6rcz72enc1tqc44rntv9",
    "spring-sale, ann, 2, w8nbwar4txsywd2tmy6k6fc7n1",
    "spring-sale, bob, 1, w8nbwawx69759xn7dfkqwjprda",
    "c, u, 100, 5syjr0eb1y2f049nhqr5gs9915"
  })
  void isDerivedAsItEverWas(String campaign, String user, int ordinal, String derived) {
    assertThat(CouponId.of(new CampaignId(campaign), new UserId(user), ordinal))
        .hasToString(derived);
  }

  @Test
  void dependsOnEachPartAndOnWhereOneEndsAndTheNextBegins() {
    assertThat(
            new CouponId[] {
              CouponId.of(new CampaignId("a"), new UserId("1"), 11),
              CouponId.of(new CampaignId("a1"), new UserId("1"), 1),
              CouponId.of(new CampaignId("a"), new UserId("11"), 1),
              CouponId.of(new CampaignId("a"), new UserId("1"), 1)
            })
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0000000000000000000000000",
        "000000000000000000000000000",
        "0000000000000000000000000I",
        "0000000000000000000000000l",
        "0000000000000000000000000u",
        "0000000000000000000000000A"
      })
  void refusesWhatIsNoIdentity(String text) {
    assertThatThrownBy(() -> new CouponId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0})
  void refusesAnOrdinalBelowOne(int ordinal) {
    assertThatThrownBy(() -> CouponId.of(new CampaignId("c"), new UserId("u"), ordinal))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb", "ä", "a\n"})
  void ordersAreVisibleAscii(String text) {
    assertThatThrownBy(() -> new OrderId(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ordersHaveAtMost64Characters() {
    var longest = "x".repeat(64);

    assertThat(new OrderId(longest)).hasToString(longest);
    assertThatThrownBy(() -> new OrderId(longest + "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
