package io.firstserved.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties that hold for whatever is drawn; the seed is in each test's name. */
class RandomEventsTest {

  private static final int DRAWS = 2_000;

  private final EventSerializer serializer = EventSerializer.create();

  static long[] seeds() {
    return new long[] {1, 2, System.nanoTime()};
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyEventIsReadBackAsItWasWritten(long seed) {
    var events = new RandomEvents(new Random(seed));
    for (int draw = 0; draw < DRAWS; draw++) {
      var event = events.event();

      var read = serializer.<byte[], Object>deserialize(serializer.serialize(event, byte[].class));

      assertThat(read).as("seed %d, draw %d", seed, draw).isEqualTo(event);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void couponsOfOneCampaignShareABeginningAndNothingElse(long seed) {
    var random = new Random(seed);
    var events = new RandomEvents(random);
    var campaign = events.campaignId();
    var beginning = CouponId.of(campaign, events.userId(), 1).value().substring(0, 6);
    var holders = new HashMap<CouponId, String>();
    for (int draw = 0; draw < DRAWS; draw++) {
      var user = events.userId();
      var ordinal = 1 + random.nextInt(3);

      var coupon = CouponId.of(campaign, user, ordinal);

      assertThat(coupon.value()).startsWith(beginning);
      assertThat(CouponId.of(campaign, user, ordinal)).isEqualTo(coupon);
      var holder = user + " " + ordinal;
      assertThat(holders.merge(coupon, holder, (first, second) -> first)).isEqualTo(holder);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void twoCampaignsNeverShareAnEventIdentity(long seed) {
    var events = new RandomEvents(new Random(seed));
    var serials = new HashMap<String, CouponIssued>();
    for (int draw = 0; draw < DRAWS; draw++) {
      if (events.event() instanceof CouponIssued issued) {
        var other = serials.putIfAbsent(issued.eventIdentifier(), issued);
        assertThat(other == null || other.campaignId().equals(issued.campaignId())).isTrue();
        assertThat(issued.eventIdentifier().length()).isLessThanOrEqualTo(64);
      }
    }
  }
}
