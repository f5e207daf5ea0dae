package io.firstserved.command.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.QuotaRaised;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignStateTest {

  private static final CampaignId ID = new CampaignId("spring-sale");
  private static final Instant OPENS = Instant.parse("2026-03-01T09:00:00Z");
  private static final Instant CLOSES = OPENS.plusSeconds(100);
  private static final CampaignCreated CREATED =
      CampaignCreated.of(ID, new CampaignTerms("Sale", 100L, 1, OPENS, CLOSES, null), OPENS);

  @Test
  void noEventsAreNoCampaign() {
    assertThat(CampaignState.of(List.of())).isEmpty();
  }

  @Test
  void theWindowIncludesItsOpeningAndExcludesItsClosing() {
    var state = stateOf(CREATED);

    assertThat(state.refusalAt(OPENS.minusMillis(1))).contains(Reason.NOT_OPEN);
    assertThat(state.refusalAt(OPENS)).isEmpty();
    assertThat(state.refusalAt(CLOSES.minusMillis(1))).isEmpty();
    assertThat(state.refusalAt(CLOSES)).contains(Reason.CLOSED);
  }

  @Test
  void aPauseCoversWhateverWasReservedWhenever() {
    var state = stateOf(CREATED, new CampaignPaused(ID, seconds(10)));

    assertThat(state.refusalAt(seconds(5))).contains(Reason.PAUSED);
    assertThat(state.refusalAt(seconds(10))).contains(Reason.PAUSED);
    assertThat(state.refusalAt(seconds(15))).contains(Reason.PAUSED);
  }

  @Test
  void aPauseThatHasEndedCoversNothingWhateverTheClocksSay() {
    var state =
        stateOf(CREATED, new CampaignPaused(ID, seconds(10)), new CampaignResumed(ID, seconds(20)));

    assertThat(state.refusalAt(seconds(5))).isEmpty();
    assertThat(state.refusalAt(seconds(15))).isEmpty();
    assertThat(state.refusalAt(seconds(25))).isEmpty();
  }

  @Test
  void aClosingCoversWhatWasReservedBeforeIt() {
    var state = stateOf(CREATED, new CampaignClosed(ID, seconds(50)));

    assertThat(state.refusalAt(seconds(50).minusMillis(1))).contains(Reason.CLOSED);
    assertThat(state.refusalAt(seconds(50))).contains(Reason.CLOSED);
  }

  @Test
  void theVersionIsTheSequenceNumberOfTheLastEvent() {
    assertThat(stateOf(CREATED).version()).isZero();
    assertThat(stateOf(CREATED, new QuotaRaised(ID, 200, OPENS)).version()).isEqualTo(1);
  }

  @Test
  void serialsLieWithinTheQuotaAsLastRaised() {
    var state = stateOf(CREATED, new QuotaRaised(ID, 200, OPENS));

    assertThat(state.hasSerial(0)).isFalse();
    assertThat(state.hasSerial(1)).isTrue();
    assertThat(state.hasSerial(200)).isTrue();
    assertThat(state.hasSerial(201)).isFalse();
  }

  private static Instant seconds(long afterOpening) {
    return OPENS.plusSeconds(afterOpening);
  }

  private static CampaignState stateOf(CampaignEvent... events) {
    return CampaignState.of(List.of(events)).orElseThrow();
  }
}
