package io.firstserved.contract;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.campaign.CampaignGate;
import io.firstserved.command.campaign.Campaigns;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A gate that notes what administration asks of it, and in which order. */
final class RecordingGate implements CampaignGate {

  private final Clock clock;
  private final Campaigns campaigns;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicReference<RuntimeException> refreshFailure = new AtomicReference<>();

  RecordingGate(Clock clock, Campaigns campaigns) {
    this.clock = clock;
    this.campaigns = campaigns;
  }

  /**
   * What was asked since the last time, with the campaign's version where the gate looked it up.
   */
  List<String> takeAsked() {
    var taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  /** Cannot be told the next time. */
  void failNextRefresh(RuntimeException failure) {
    refreshFailure.set(failure);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Hold hold(CampaignId campaign) {
    asked.add("hold " + versionOf(campaign));
    return new Hold(clock.instant(), () -> asked.add("lift"));
  }

  @Override
  public void refresh(CampaignId campaign) {
    var failure = refreshFailure.getAndSet(null);
    if (failure != null) {
      throw failure;
    }
    asked.add("refresh " + versionOf(campaign));
  }

  private String versionOf(CampaignId campaign) {
    return campaigns.refresh(campaign).map(state -> "at " + state.version()).orElse("unknown");
  }

  @Override
  public void drop(CampaignId campaign) {
    throw new UnsupportedOperationException("nobody rehearses here");
  }
}
