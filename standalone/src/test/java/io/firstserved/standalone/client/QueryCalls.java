package io.firstserved.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.client.query.AuditsApi;
import io.firstserved.client.query.CampaignsApi;
import io.firstserved.client.query.CouponsApi;
import io.firstserved.client.query.DeadLettersApi;
import io.firstserved.client.query.LogApi;
import io.firstserved.client.query.ProjectionsApi;
import io.firstserved.client.query.TransparencyApi;
import io.firstserved.client.query.model.Audit;
import io.firstserved.client.query.model.Problem;
import io.firstserved.client.query.model.ProjectionView;
import io.firstserved.client.query.model.Wanted;
import java.io.IOException;
import java.time.Duration;

/** Calls every operation of the query side but the stream, which no generated client reads. */
final class QueryCalls {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LOG = "0";

  private final GeneratedClient client;
  private final CampaignsApi campaigns;
  private final CouponsApi coupons;
  private final AuditsApi audits;
  private final ProjectionsApi projections;
  private final DeadLettersApi letters;
  private final LogApi log;
  private final TransparencyApi transparency;

  QueryCalls(GeneratedClient client) {
    this.client = client;
    campaigns = new CampaignsApi(client.http());
    coupons = new CouponsApi(client.http());
    audits = new AuditsApi(client.http());
    projections = new ProjectionsApi(client.http());
    letters = new DeadLettersApi(client.http());
    log = new LogApi(client.http());
    transparency = new TransparencyApi(client.http());
  }

  /** Reads a campaign of one coupon, once it is projected. */
  void readCampaign(String campaign, String coupon) {
    await().atMost(LIMIT).until(() -> holds(campaign, coupon));
    var view = client.answer(200, () -> campaigns.findCampaignWithHttpInfo(campaign));
    assertThat(view.getIssued()).isEqualTo(1);
    var page = client.answer(200, () -> campaigns.listCampaignsWithHttpInfo(null, null, 1));
    assertThat(page.getItems()).hasSize(1);
    var file = client.answer(200, () -> coupons.exportCouponsWithHttpInfo(campaign));
    assertThat(file).content().contains(coupon);
    var timeline =
        client.answer(200, () -> campaigns.listTimelineWithHttpInfo(campaign, null, null));
    assertThat(timeline.getItems()).singleElement().extracting("issued").isEqualTo(1L);
  }

  private boolean holds(String campaign, String coupon) {
    var page =
        client.answer(200, () -> coupons.listCouponsOfCampaignWithHttpInfo(campaign, null, null));
    return page.getItems().stream().anyMatch(held -> held.getCouponId().equals(coupon));
  }

  void readCoupon(String coupon, String user) {
    var view = client.answer(200, () -> coupons.findCouponWithHttpInfo(coupon));
    assertThat(view.getUserId()).isEqualTo(user);
    var page = client.answer(200, () -> coupons.listCouponsOfUserWithHttpInfo(user, null, null));
    assertThat(page.getItems()).contains(view);
    var same =
        client.answer(200, () -> coupons.listCouponsOfUserInPathWithHttpInfo(user, null, null));
    assertThat(same).isEqualTo(page);
    var receipt = client.answer(200, () -> audits.findReceiptWithHttpInfo(coupon));
    assertThat(receipt.getUserId()).isEqualTo(user);
  }

  /** Reads the signed log, once the coupon is in it. */
  void prove(String coupon) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(client.answer(200, () -> transparency.proveCouponWithHttpInfo(coupon)))
                    .startsWith("c2sp.org/tlog-proof@v1"));
    var origin = "first-served.local/logs/" + LOG;
    assertThat(client.answer(200, () -> transparency.findCheckpointWithHttpInfo(LOG)))
        .startsWith(origin + "\n");
    assertThat(client.answer(200, () -> transparency.findVerifierKeyWithHttpInfo(LOG)))
        .startsWith(origin + "+");
    var grown = client.answer(200, () -> transparency.proveConsistencyWithHttpInfo(LOG, 1L, 2L));
    assertThat(grown.getHashes()).hasSize(1);
  }

  /** Audits until there is a bundle: the log has to be sealed to its end. */
  void audit(String campaign) {
    var key = client.answer(200, audits::findSigningKeyWithHttpInfo);
    assertThat(key.getPublicKey()).hasSize(64);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              var audit = audited(campaign);
              var bundle = client.answer(200, () -> audits.exportBundleWithHttpInfo(audit));
              assertThat(bundle).content().contains(campaign);
            });
    var page = client.answer(200, () -> audits.listAuditsWithHttpInfo(null, null));
    assertThat(page.getItems()).isNotEmpty();
  }

  private String audited(String campaign) {
    var wanted = new Wanted().campaignId(campaign);
    var id =
        client.answer(202, () -> audits.startAuditWithHttpInfo(null, null, null, wanted)).getId();
    await().atMost(LIMIT).until(() -> found(id).getState() == Audit.StateEnum.DONE);
    return id;
  }

  private Audit found(String id) {
    return client.answer(200, () -> audits.findAuditWithHttpInfo(id));
  }

  /** Rebuilds a projection, and stops that. */
  void rebuild(String projection) {
    var all = client.answer(200, projections::listProjectionsWithHttpInfo);
    assertThat(all.getItems()).extracting(ProjectionView::getName).contains(projection);
    var started =
        client.answer(202, () -> projections.startReplayWithHttpInfo(projection, true, null));
    assertThat(started.getProjection()).isEqualTo(projection);
    client.answer(200, () -> projections.findReplayWithHttpInfo(projection));
    client.answer(200, () -> projections.findProjectionWithHttpInfo(projection));
    client.answer(200, () -> projections.cancelReplayWithHttpInfo(projection, null));
  }

  /** There are none, and nothing was lost. */
  void handleDeadLetters() throws IOException {
    var page = client.answer(200, () -> letters.listDeadLettersWithHttpInfo(null, null));
    assertThat(page.getItems()).isEmpty();
    var retried = client.answer(200, () -> letters.retryDeadLettersWithHttpInfo(null));
    assertThat(retried.getTaken()).isZero();
    requireNotFound(() -> letters.findDeadLetterWithHttpInfo(1L));
    requireNotFound(() -> letters.retryDeadLetterWithHttpInfo(1L, null));
    requireNotFound(() -> letters.discardDeadLetterWithHttpInfo(1L, "tried", null));
    requireNotFound(() -> log.listLostEventsWithHttpInfo(null));
  }

  private <T> void requireNotFound(GeneratedClient.Call<T> call) throws IOException {
    var problem = client.refusal(404, Problem.class, call);
    assertThat(problem.getReason()).isEqualTo("NOT_FOUND");
  }
}
