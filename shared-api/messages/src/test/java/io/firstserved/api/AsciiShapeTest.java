package io.firstserved.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.OrderId;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Identities take exactly the texts of the patterns that the edge publishes. */
class AsciiShapeTest {

  private static final int TEXTS = 20_000;
  private static final int LONGER_THAN_ANY = 70;

  private record Identity(String pattern, Function<String, Object> made) {}

  private static final List<Identity> IDENTITIES =
      List.of(
          new Identity(CampaignId.PATTERN, CampaignId::new),
          new Identity(CouponId.PATTERN, CouponId::new),
          new Identity(OrderId.PATTERN, OrderId::new));

  private final Random random = new Random(20_261_126);

  @Test
  void isThePatternOfEachIdentity() {
    for (var identity : IDENTITIES) {
      var taken = 0;
      for (var n = 0; n < TEXTS; n++) {
        var text = text();
        var takes = takes(identity.made(), text);
        assertThat(takes).as("<%s>", text).isEqualTo(text.matches(identity.pattern()));
        taken += takes ? 1 : 0;
      }
      assertThat(taken).as(identity.pattern()).isBetween(1, TEXTS - 1);
    }
  }

  private static boolean takes(Function<String, Object> made, String text) {
    try {
      made.apply(text);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  /** Of one alphabet, mostly as long as a coupon's identity, and in a third with a stranger. */
  private String text() {
    var alphabet = random.nextBoolean() ? "abc019xyz" : "aZ-_09~!";
    var length = random.nextBoolean() ? CouponId.LENGTH : random.nextInt(LONGER_THAN_ANY);
    var text = new StringBuilder();
    for (var place = 0; place < length; place++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    if (length > 0 && random.nextInt(3) == 0) {
      text.setCharAt(random.nextInt(length), (char) random.nextInt(300));
    }
    return text.toString();
  }

  @Test
  void hasALength() {
    assertThatThrownBy(() -> AsciiShape.of(0, 1, "a")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AsciiShape.of(2, 1, "a")).isInstanceOf(IllegalArgumentException.class);
  }
}
