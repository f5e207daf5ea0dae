package io.firstserved.command.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.QuotaRaised;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CampaignCacheTest {

  private static final Instant T0 = Instant.parse("2026-03-01T09:00:00Z");
  private static final CampaignId A = new CampaignId("a");
  private static final CampaignId B = new CampaignId("b");
  private static final CampaignId C = new CampaignId("c");

  private final CampaignLog log = new CampaignLog();
  private final Campaigns campaigns = cache(log, 2);

  @Test
  void readsTheLogOnceForACampaignItRemembers() {
    log.append(created(A));

    assertThat(campaigns.find(A)).isPresent();
    assertThat(campaigns.find(A)).isPresent();

    assertThat(log.reads()).isEqualTo(1);
  }

  @Test
  void findsACampaignThatAnotherNodeCreatedAfterItWasAskedForInVain() {
    assertThat(campaigns.find(A)).isEmpty();

    log.append(created(A));

    assertThat(campaigns.find(A)).isPresent();
  }

  @Test
  void seesWhatAnotherNodeDidOnlyAfterARefresh() {
    log.append(created(A));
    campaigns.find(A);
    log.append(new QuotaRaised(A, 20, T0));

    assertThat(quotaOf(campaigns, A)).isEqualTo(10);
    campaigns.refresh(A);
    assertThat(quotaOf(campaigns, A)).isEqualTo(20);
  }

  @Test
  void forgetsTheCampaignUsedLongestAgo() {
    log.append(created(A), created(B), created(C));
    campaigns.find(A);
    campaigns.find(B);
    campaigns.find(A);
    campaigns.find(C); // B is the one that has to go

    campaigns.find(A);
    assertThat(log.reads()).isEqualTo(3);
    campaigns.find(B);
    assertThat(log.reads()).isEqualTo(4);
  }

  @Test
  void aSlowReaderNeverReplacesWhatANewerReadingFound() throws Exception {
    var slowHasRead = new CountDownLatch(1);
    var newerIsRemembered = new CountDownLatch(1);
    var log =
        new CampaignLog() {
          @Override
          public List<CampaignEvent> campaignEvents(CampaignId campaign) {
            var events = super.campaignEvents(campaign);
            if (events.size() == 1) {
              slowHasRead.countDown();
              awaitUninterrupted(newerIsRemembered);
            }
            return events;
          }
        };
    log.append(created(A));
    var campaigns = cache(log, 2);

    var slow = CompletableFuture.supplyAsync(() -> campaigns.refresh(A).orElseThrow());
    slowHasRead.await();
    log.append(new QuotaRaised(A, 20, T0));
    campaigns.refresh(A);
    newerIsRemembered.countDown();

    assertThat(slow.get().terms().quota()).isEqualTo(20);
    assertThat(quotaOf(campaigns, A)).isEqualTo(20);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static Campaigns cache(CampaignLog log, int limit) {
    return new CampaignCache(log, new CampaignCacheProperties(limit));
  }

  private static Long quotaOf(Campaigns campaigns, CampaignId campaign) {
    return campaigns.find(campaign).orElseThrow().terms().quota();
  }

  private static CampaignCreated created(CampaignId campaign) {
    return CampaignCreated.of(campaign, new CampaignTerms("Sale", 10L, 1, null, null, null), T0);
  }
}
