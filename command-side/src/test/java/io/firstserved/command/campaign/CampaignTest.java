package io.firstserved.command.campaign;

import static io.firstserved.command.campaign.AggregateFixtures.oneEventWith;
import static io.firstserved.command.campaign.AggregateFixtures.refusedFor;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.CloseCampaign;
import io.firstserved.api.campaign.CreateCampaign;
import io.firstserved.api.campaign.PauseCampaign;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.campaign.RaiseQuota;
import io.firstserved.api.campaign.ResumeCampaign;
import io.firstserved.command.log.EventMetaData;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CampaignTest {

  private static final CampaignId ID = new CampaignId("spring-sale");
  private static final Instant T0 = Instant.parse("2026-03-01T09:00:00Z");
  private static final Instant T1 = T0.plusSeconds(1);
  private static final Instant T2 = T0.plusSeconds(2);
  private static final CampaignTerms LIMITED =
      new CampaignTerms("Spring sale", 100L, 1, T0, T0.plusSeconds(3600), Period.ofDays(30));
  private static final CampaignTerms UNLIMITED =
      new CampaignTerms("Spring sale", null, 1, null, null, null);
  private static final CampaignCreated CREATED = CampaignCreated.of(ID, LIMITED, T0);

  private final FixtureConfiguration<Campaign> fixture =
      AggregateFixtures.fixtureOf(Campaign.class, new CampaignLog());

  @Nested
  class Creating {

    @Test
    void recordsTheTermsOfALimitedCampaign() {
      fixture
          .givenNoPriorActivity()
          .when(new CreateCampaign(ID, LIMITED, T0))
          .expectSuccessfulHandlerExecution()
          .expectEvents(CREATED)
          .expectResultMessagePayload(CampaignState.created(CREATED));
    }

    @Test
    void recordsTheTermsOfAnUnlimitedCampaign() {
      fixture
          .givenNoPriorActivity()
          .when(new CreateCampaign(ID, UNLIMITED, T0))
          .expectEvents(CampaignCreated.of(ID, UNLIMITED, T0));
    }

    @Test
    void againUnderTheSameTermsChangesNothing() {
      fixture
          .given(CREATED, new QuotaRaised(ID, 200, T1))
          .when(new CreateCampaign(ID, LIMITED, T2))
          .expectSuccessfulHandlerExecution()
          .expectNoEvents();
    }

    @Test
    void againUnderOtherTermsIsRefused() {
      expectRefusal(
          fixture.given(CREATED).when(new CreateCampaign(ID, UNLIMITED, T1)),
          Reason.CAMPAIGN_EXISTS);
    }
  }

  @Nested
  class RaisingTheQuota {

    @Test
    void recordsTheNewQuota() {
      fixture
          .given(CREATED)
          .when(new RaiseQuota(ID, 101, T1))
          .expectEvents(new QuotaRaised(ID, 101, T1));
    }

    @Test
    void toTheSameQuotaIsRefused() {
      expectRefusal(
          fixture.given(CREATED).when(new RaiseQuota(ID, 100, T1)), Reason.QUOTA_NOT_RAISED);
    }

    @Test
    void belowAnEarlierRaiseIsRefused() {
      expectRefusal(
          fixture.given(CREATED, new QuotaRaised(ID, 200, T1)).when(new RaiseQuota(ID, 150, T2)),
          Reason.QUOTA_NOT_RAISED);
    }

    @Test
    void ofAnUnlimitedCampaignIsRefused() {
      expectRefusal(
          fixture.given(CampaignCreated.of(ID, UNLIMITED, T0)).when(new RaiseQuota(ID, 1_000, T1)),
          Reason.QUOTA_NOT_RAISED);
    }

    @Test
    void ofAClosedCampaignIsRefused() {
      expectRefusal(
          fixture.given(CREATED, new CampaignClosed(ID, T1)).when(new RaiseQuota(ID, 200, T2)),
          Reason.CLOSED);
    }
  }

  @Nested
  class Pausing {

    @Test
    void recordsSinceWhen() {
      fixture
          .given(CREATED)
          .when(new PauseCampaign(ID, T1))
          .expectEvents(new CampaignPaused(ID, T1));
    }

    @Test
    void twiceIsRefused() {
      expectRefusal(
          fixture.given(CREATED, new CampaignPaused(ID, T1)).when(new PauseCampaign(ID, T2)),
          Reason.ALREADY_PAUSED);
    }

    @Test
    void aClosedCampaignIsRefused() {
      expectRefusal(
          fixture.given(CREATED, new CampaignClosed(ID, T1)).when(new PauseCampaign(ID, T2)),
          Reason.CLOSED);
    }
  }

  @Nested
  class Resuming {

    @Test
    void recordsSinceWhen() {
      fixture
          .given(CREATED, new CampaignPaused(ID, T1))
          .when(new ResumeCampaign(ID, T2))
          .expectEvents(new CampaignResumed(ID, T2));
    }

    @Test
    void byAClockBehindThePauseEndsThePauseWhereItBegan() {
      fixture
          .given(CREATED, new CampaignPaused(ID, T2))
          .when(new ResumeCampaign(ID, T1))
          .expectEvents(new CampaignResumed(ID, T2));
    }

    @Test
    void aRunningCampaignIsRefused() {
      expectRefusal(fixture.given(CREATED).when(new ResumeCampaign(ID, T1)), Reason.NOT_PAUSED);
    }

    @Test
    void twiceIsRefused() {
      expectRefusal(
          fixture
              .given(CREATED, new CampaignPaused(ID, T1), new CampaignResumed(ID, T2))
              .when(new ResumeCampaign(ID, T2)),
          Reason.NOT_PAUSED);
    }

    @Test
    void aCampaignClosedWhilePausedIsRefused() {
      expectRefusal(
          fixture
              .given(CREATED, new CampaignPaused(ID, T1), new CampaignClosed(ID, T2))
              .when(new ResumeCampaign(ID, T2)),
          Reason.CLOSED);
    }
  }

  @Nested
  class Closing {

    @Test
    void recordsSinceWhen() {
      fixture
          .given(CREATED)
          .when(new CloseCampaign(ID, T1))
          .expectEvents(new CampaignClosed(ID, T1));
    }

    @Test
    void aPausedCampaignIsAccepted() {
      fixture
          .given(CREATED, new CampaignPaused(ID, T1))
          .when(new CloseCampaign(ID, T2))
          .expectEvents(new CampaignClosed(ID, T2));
    }

    @Test
    void twiceIsRefused() {
      expectRefusal(
          fixture.given(CREATED, new CampaignClosed(ID, T1)).when(new CloseCampaign(ID, T2)),
          Reason.CLOSED);
    }
  }

  @Test
  void recordsWhoAskedForIt() {
    fixture
        .given(CREATED)
        .when(new PauseCampaign(ID, T1), Map.of(EventMetaData.BY, "ann", "other", "not kept"))
        .expectEventsMatching(oneEventWith(Map.of(EventMetaData.BY, "ann")));
  }

  private static void expectRefusal(ResultValidator<Campaign> result, Reason reason) {
    result.expectNoEvents().expectException(refusedFor(reason));
  }
}
