package io.firstserved.api.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.api.campaign.CampaignId;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

  private static final int TEXTS = 20_000;
  private static final String CHARACTERS = "a!~ /\u007f\u0080\u00e1\u4eba\ud83d\ude00\n";

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a/b", "50%", "x;y", ".", "..", "a b", " ", "김철수", "人", "ÅÅ", "😀", "ا‌ب"})
  void takesEveryScript(String user) {
    assertThat(new UserId(user).value()).isEqualTo(user);
  }

  static String[] longest() {
    return new String[] {"x".repeat(255), "人".repeat(255), "😀".repeat(255)};
  }

  @ParameterizedTest
  @MethodSource("longest")
  void countsCharactersAndNotTheirEncoding(String user) {
    assertThat(new UserId(user).value()).isEqualTo(user);
    assertThatThrownBy(() -> new UserId(user + "x")).hasMessage(UserId.RULE);
  }

  /** The unpaired surrogates would all be stored as the same replacement character. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "a\nb", "\u0000", "a\u007f", "\u0085", "\ud83d", "\ude00a", "a\ud83d"})
  void refusesWhatIsNoText(String user) {
    assertThatThrownBy(() -> new UserId(user)).hasMessage(UserId.RULE);
  }

  @Test
  void isThePatternThatTheEdgePublishes() {
    var random = new Random(20_261_128);
    var pattern = Pattern.compile(UserId.PATTERN);
    int taken = 0;
    for (int n = 0; n < TEXTS; n++) {
      var text = text(random);
      boolean takes = takes(text);
      assertThat(takes).as("<%s>", text).isEqualTo(pattern.matcher(text).matches());
      taken += takes ? 1 : 0;
    }
    assertThat(taken).isBetween(1, TEXTS - 1);
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(4), 0, CHARACTERS.length())
        .mapToObj(place -> String.valueOf(CHARACTERS.charAt(place)))
        .reduce("", String::concat);
  }

  private static boolean takes(String text) {
    try {
      return new UserId(text).value().equals(text);
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  @Test
  void twoUsersOfAnyScriptNeverShareACoupon() {
    var campaign = new CampaignId("sale");

    var coupons =
        IntStream.rangeClosed(0x4E00, 0x4EFF)
            .mapToObj(character -> new UserId(Character.toString(character)))
            .map(user -> CouponId.of(campaign, user, 1));

    assertThat(coupons.distinct()).hasSize(0x100);
  }
}
