package io.firstserved.query.audit.check;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.event.LogRow;
import io.firstserved.api.log.LogIncarnationBegun;
import io.firstserved.serialization.EventReader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks P1, P2, P3, P6 and the redemption rules in one pass over the log, and keeps what the
 * cross-checks compare with afterwards. Rows come in index order; used by one thread.
 */
public final class LogCheck implements Consumer<LogRow> {

  private static final String CAMPAIGN_STREAM = "campaign";
  private static final Pattern ISSUE_IDENTITY = Pattern.compile("([^#]+)#([0-9]{1,18})");

  private final Map<String, CampaignFold> campaigns = new HashMap<>();
  private final CouponTable coupons = new CouponTable();
  private final EventReader reader = new EventReader();
  private final Findings findings;
  private final IndexCheck index;
  private final CampaignCheck campaignCheck;
  private final CouponCheck couponCheck;
  private long events;

  /** A check that reports here. */
  public LogCheck(Violations violations) {
    findings = new Findings(violations);
    index = new IndexCheck(findings);
    campaignCheck = new CampaignCheck(findings, index);
    couponCheck = new CouponCheck(findings, index, coupons, new LongTable(0));
  }

  @Override
  public void accept(LogRow row) {
    accept(row, reader.read(row));
  }

  /** Takes a row that was read already. */
  public void accept(LogRow row, EventReader.Outcome outcome) {
    events++;
    index.accept(row);
    switch (outcome) {
      case EventReader.Outcome.Event(CampaignEvent event) ->
          campaignCheck.accept(row, event, campaign(row.aggregateId()));
      case EventReader.Outcome.Event(CouponEvent event) ->
          couponCheck.accept(row, event, campaign(event.campaignId().value()));
      case EventReader.Outcome.Event(LogIncarnationBegun begun) -> {
        // Says something of the log, nothing of a campaign.
      }
      case EventReader.Outcome.Event(Object other) ->
          throw new IllegalStateException("on the allow-list, but unknown to the audit: " + other);
      case EventReader.Outcome.Unreadable(var expected, var found) ->
          unreadable(row, expected, found);
    }
  }

  private void unreadable(LogRow row, String expected, String found) {
    findings.at(row, Promise.P6, null, expected, found);
    if (CAMPAIGN_STREAM.equals(row.aggregateType())) {
      var campaign = campaign(row.aggregateId());
      campaignCheck.sequence(row, campaign);
      campaign.gapped();
    } else {
      couponCheck.unreadable(row);
      reserveSerial(row);
    }
  }

  /** The serial of an unreadable issue is known by its event identity. */
  private void reserveSerial(LogRow row) {
    var issue = ISSUE_IDENTITY.matcher(row.eventId());
    if (issue.matches()) {
      campaign(issue.group(1)).serials.add(Long.parseLong(issue.group(2)));
    }
  }

  private CampaignFold campaign(String id) {
    return campaigns.computeIfAbsent(id, CampaignFold::new);
  }

  /** Takes the end: up to this index the log says it has events. */
  public void end(long head) {
    index.end(head);
  }

  /** How many events were checked. */
  public long events() {
    return events;
  }

  /** Whether the campaign's creation is in the log. */
  public boolean knows(String campaign) {
    var fold = campaigns.get(campaign);
    return fold != null && fold.isKnown();
  }

  /** How many campaigns the log has. */
  public long campaignCount() {
    return campaigns.size();
  }

  /** How many coupons were issued: in one campaign, or if none is named in all. */
  public long issued(@Nullable String campaign) {
    return campaigns.values().stream()
        .filter(fold -> campaign == null || fold.id.equals(campaign))
        .mapToLong(CampaignFold::issued)
        .sum();
  }

  Map<String, CampaignFold> campaigns() {
    return campaigns;
  }

  CouponTable coupons() {
    return coupons;
  }
}
