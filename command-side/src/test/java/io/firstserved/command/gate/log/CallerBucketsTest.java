package io.firstserved.command.gate.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.CallerLimit;
import io.firstserved.command.gate.CallerLimit.Kind;
import io.firstserved.command.gate.Reservation.TooOften;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerBucketsTest {

  private static final CampaignId SALE = new CampaignId("sale");
  private static final int MAX_CALLERS = 100;

  private long now = Long.MAX_VALUE - Duration.ofSeconds(7).toNanos();
  private final CallerBuckets buckets = new CallerBuckets(() -> now);

  private static CallerLimit limit(Kind kind, String caller, int requests) {
    return new CallerLimit(kind, caller, requests, Duration.ofSeconds(10), MAX_CALLERS);
  }

  private boolean taken(CallerLimit... limits) {
    return buckets.take(SALE, List.of(limits)).isEmpty();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void givesEachRequestBackAfterItsShareOfThePeriod() {
    var anna = limit(Kind.USER, "anna", 2);
    assertThat(taken(anna)).isTrue();
    assertThat(taken(anna)).isTrue();
    assertThat(buckets.take(SALE, List.of(anna)))
        .contains(new TooOften(anna, Duration.ofSeconds(5)));

    pass(Duration.ofSeconds(5));
    assertThat(taken(anna)).isTrue();
    assertThat(taken(anna)).isFalse();

    pass(Duration.ofSeconds(60));
    assertThat(taken(anna)).isTrue();
    assertThat(taken(anna)).isTrue();
    assertThat(taken(anna)).as("a full bucket does not fill further").isFalse();
  }

  @Test
  void tellsCallersKindsAndCampaignsApart() {
    assertThat(taken(limit(Kind.USER, "anna", 1))).isTrue();

    assertThat(taken(limit(Kind.USER, "anna", 1))).isFalse();
    assertThat(taken(limit(Kind.USER, "bert", 1))).isTrue();
    assertThat(taken(limit(Kind.ADDRESS, "anna", 1))).isTrue();
    assertThat(buckets.take(new CampaignId("other"), List.of(limit(Kind.USER, "anna", 1))))
        .isEmpty();
  }

  @Test
  void takesNothingFromOneBucketIfTheOtherIsEmpty() {
    var anna = limit(Kind.USER, "anna", 1);
    var address = limit(Kind.ADDRESS, "192.0.2.1", 1);
    assertThat(taken(address)).isTrue();

    assertThat(buckets.take(SALE, List.of(anna, address)))
        .contains(new TooOften(address, Duration.ofSeconds(10)));
    assertThat(taken(anna)).isTrue();
  }

  @Test
  void remembersSoManyCallersAndLetsTheOthersThrough() {
    for (int user = 0; user < 10_000; user++) {
      assertThat(taken(limit(Kind.USER, "user-" + user, 1))).isTrue();
    }
    assertThat(buckets.size()).isEqualTo(MAX_CALLERS);
    assertThat(taken(limit(Kind.USER, "user-0", 1))).isFalse();
    assertThat(taken(limit(Kind.USER, "user-9999", 1))).as("not counted").isTrue();

    pass(Duration.ofSeconds(10));
    assertThat(taken(limit(Kind.USER, "user-9999", 1))).isTrue();
    assertThat(buckets.size()).as("what is full is forgotten").isEqualTo(1);
  }
}
