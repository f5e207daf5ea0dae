package io.firstserved.query.audit.check;

import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.event.LogRow;

/** What may happen to a campaign: created once, quota only upwards, nothing after its closing. */
final class CampaignCheck {

  private final Findings findings;
  private final IndexCheck index;

  CampaignCheck(Findings findings, IndexCheck index) {
    this.findings = findings;
    this.index = index;
  }

  /** Checks a campaign's event against its fold so far, then adds it to the fold. */
  void accept(LogRow row, CampaignEvent event, CampaignFold campaign) {
    if (!event.campaignId().value().equals(row.aggregateId())) {
      findings.at(
          row,
          Promise.P6,
          row.aggregateId(),
          "an event of this stream",
          "of " + event.campaignId());
      campaign.sequenceTaken(row.sequence());
      return;
    }
    sequence(row, campaign);
    if (!campaign.isGapped()) {
      transition(row, event, campaign);
    }
    fold(event, campaign);
  }

  /** P6 within the stream; a gap means that the campaign cannot be judged from here on. */
  void sequence(LogRow row, CampaignFold campaign) {
    long expected = campaign.nextSequence();
    campaign.sequenceTaken(row.sequence());
    if (row.sequence() == expected) {
      return;
    }
    campaign.gapped();
    if (!index.explains(row.sequence() - expected)) {
      findings.at(row, Promise.P6, campaign.id, "sequence number " + expected, "" + row.sequence());
    }
  }

  private void transition(LogRow row, CampaignEvent event, CampaignFold campaign) {
    if (event instanceof CampaignCreated == campaign.isKnown()) {
      findings.at(
          row,
          Promise.P6,
          campaign.id,
          "the creation as the campaign's first event, and only there",
          row.payloadType());
    } else if (campaign.isClosed()) {
      findings.at(row, Promise.P3, campaign.id, "no event after its closing", row.payloadType());
    } else {
      change(row, event, campaign);
    }
  }

  private void change(LogRow row, CampaignEvent event, CampaignFold campaign) {
    switch (event) {
      case CampaignCreated created -> {}
      case QuotaRaised raised -> raise(row, raised, campaign);
      case CampaignPaused paused -> paused(row, campaign, false);
      case CampaignResumed resumed -> paused(row, campaign, true);
      case CampaignClosed closed -> {}
    }
  }

  private void raise(LogRow row, QuotaRaised raised, CampaignFold campaign) {
    var before = campaign.quota();
    if (before == null || raised.quota() <= before) {
      findings.at(
          row,
          Promise.P1,
          campaign.id,
          before == null ? "no quota, the campaign is unlimited" : "a quota above " + before,
          "quota " + raised.quota());
    }
  }

  private void paused(LogRow row, CampaignFold campaign, boolean expected) {
    if (campaign.isPaused() != expected) {
      findings.at(
          row,
          Promise.P3,
          campaign.id,
          expected ? "a paused campaign" : "a running campaign",
          row.payloadType());
    }
  }

  private static void fold(CampaignEvent event, CampaignFold campaign) {
    switch (event) {
      case CampaignCreated created -> campaign.created(created);
      case QuotaRaised raised -> campaign.raised(raised.quota());
      case CampaignPaused paused -> campaign.paused(paused.at());
      case CampaignResumed resumed -> campaign.resumed();
      case CampaignClosed closed -> campaign.closed(closed.at());
    }
  }
}
