package io.firstserved.query.audit.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An issue that stands behind a pause or a closing in the log. */
class StoppedCampaignTest {

  private static final CampaignId ID = new CampaignId("spring");
  private static final UserId ANN = new UserId("ann");
  private static final Instant STOPPED = Instant.parse("2026-05-01T10:00:00Z");
  private static final Instant BEFORE = STOPPED.minusMillis(1);

  static Stream<Arguments> issuesBehindAStop() {
    var paused = new CampaignPaused(ID, STOPPED);
    var closed = new CampaignClosed(ID, STOPPED);
    return Stream.of(paused, closed)
        .flatMap(
            stop ->
                Stream.of(
                    Arguments.of(stop, BEFORE, "{\"campaignVersion\":1}", List.of()),
                    Arguments.of(stop, STOPPED, "{\"campaignVersion\":1}", List.of(Promise.P3)),
                    Arguments.of(stop, BEFORE, "{\"campaignVersion\":0}", List.of(Promise.P3)),
                    Arguments.of(
                        stop,
                        BEFORE,
                        "{\"campaignVersion\":1,\"campaignRunning\":true}",
                        List.of(Promise.P3))));
  }

  @ParameterizedTest(name = "{0}, reserved {1}, {2}: {3}")
  @MethodSource("issuesBehindAStop")
  void isLegalOnlyIfAnEarlierVersionAdmittedItByItsTime(
      CampaignEvent stop, Instant reservedAt, String metaData, List<Promise> expected) {
    var log = new SimulatedLog(new Random(1));
    log.append(new CampaignCreated(ID, "Spring sale", 9L, 1, null, null, null, BEFORE));
    log.append(stop);
    var rows = new ArrayList<>(log.rows());
    var issue = new CouponIssued(CouponId.of(ID, ANN, 1), ID, ANN, 1, 1, reservedAt);
    rows.add(
        SimulatedLog.row(
            3,
            issue.eventIdentifier(),
            issue.couponId().value(),
            0,
            "coupon",
            reservedAt,
            issue,
            metaData));

    var violations = new Violations(10, null);
    var check = new LogCheck(violations);
    rows.forEach(check);
    check.end(rows.size());

    assertThat(violations.details()).extracting(Violation::promise).isEqualTo(expected);
  }
}
