package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.log.AppendRefusedException.CampaignMoved;
import io.firstserved.command.log.BatchGuards.TakenKeys;
import io.firstserved.serialization.EventSerializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BatchGuardsTest {

  private static final CampaignId CAMPAIGN = new CampaignId("guarded");
  private static final long PRESENT = 3;

  private final EventRows rows = new EventRows(EventSerializer.create());

  private Append append(DomainEventMessage<?>... events) {
    return new Append(rows.of(List.of(events)));
  }

  private static BatchGuards at(long version) {
    return new BatchGuards(new HashMap<>(Map.of(CAMPAIGN.value(), version)), TakenKeys.none());
  }

  @Nested
  class ExpectedVersions {

    @Test
    void admitAnIssueDecidedOnThePresentVersion() {
      assertThat(at(PRESENT).admit(append(Events.issued(CAMPAIGN, "anna", 1, PRESENT)))).isNull();
    }

    @Test
    void refuseAnIssueDecidedOnAnOlderVersion() {
      assertThat(at(PRESENT).admit(append(Events.issued(CAMPAIGN, "anna", 1, PRESENT - 1))))
          .isInstanceOf(CampaignMoved.class);
    }

    /** Decided on an event that this log does not have: it was restored without its end. */
    @Test
    void refuseAnIssueDecidedOnAVersionThatTheLogDoesNotHave() {
      assertThat(at(PRESENT).admit(append(Events.issued(CAMPAIGN, "anna", 1, PRESENT + 1))))
          .isInstanceOf(CampaignMoved.class);
    }

    @Test
    void refuseAnIssueOfACampaignThatTheLogDoesNotHave() {
      var empty = new BatchGuards(new HashMap<>(), TakenKeys.none());

      assertThat(empty.admit(append(Events.issued(CAMPAIGN, "anna", 1, 0))))
          .isInstanceOf(CampaignMoved.class);
    }

    @Test
    void refuseAnIssueBehindAChangeOfItsCampaignInTheSameBatch() {
      var guards = at(PRESENT);

      assertThat(guards.admit(append(Events.paused(CAMPAIGN, PRESENT + 1)))).isNull();
      assertThat(guards.admit(append(Events.issued(CAMPAIGN, "anna", 1, PRESENT))))
          .isInstanceOf(CampaignMoved.class);
    }

    @Test
    void askNothingOfARehearsal() {
      assertThat(at(PRESENT).admit(append(Events.rehearsed(CAMPAIGN, "anna", 1)))).isNull();
    }
  }
}
