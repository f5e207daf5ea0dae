package io.firstserved.command.campaign;

import static java.util.Objects.requireNonNull;

import io.firstserved.api.campaign.CampaignCommand;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.CloseCampaign;
import io.firstserved.api.campaign.CreateCampaign;
import io.firstserved.api.campaign.PauseCampaign;
import io.firstserved.api.campaign.RaiseQuota;
import io.firstserved.api.campaign.ResumeCampaign;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as an aggregate: every command is decided by {@link CampaignDecision} on the state its
 * own events lead to, and answered with the state after it.
 *
 * <p>Coupons are aggregates of their own, so that issuing never queues behind one hot stream; they
 * read the campaign through {@link Campaigns}.
 */
@Aggregate(type = "campaign", commandTargetResolver = "commandTargets")
final class Campaign {

  @AggregateIdentifier private CampaignId id;
  private @Nullable CampaignTerms createdUnder;
  private @Nullable CampaignState state;

  Campaign() {
    // Axon fills it from the events.
  }

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  CampaignState create(CreateCampaign command) {
    if (createdUnder == null) {
      AggregateLifecycle.apply(CampaignDecision.onMissing(command));
    } else {
      CampaignDecision.onExisting(createdUnder, command);
    }
    return requireNonNull(state);
  }

  @CommandHandler
  CampaignState raiseQuota(RaiseQuota command) {
    return change(command);
  }

  @CommandHandler
  CampaignState pause(PauseCampaign command) {
    return change(command);
  }

  @CommandHandler
  CampaignState resume(ResumeCampaign command) {
    return change(command);
  }

  @CommandHandler
  CampaignState close(CloseCampaign command) {
    return change(command);
  }

  private CampaignState change(CampaignCommand command) {
    AggregateLifecycle.apply(CampaignDecision.on(requireNonNull(state), command));
    return requireNonNull(state);
  }

  @EventSourcingHandler
  void on(CampaignEvent event) {
    if (event instanceof CampaignCreated created) {
      id = created.campaignId();
      createdUnder = created.terms();
      state = CampaignState.created(created);
    } else {
      state = requireNonNull(state).evolve(event);
    }
  }
}
