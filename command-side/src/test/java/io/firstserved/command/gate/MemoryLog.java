package io.firstserved.command.gate;

import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.log.LogReader;
import io.firstserved.command.log.LogUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A log in memory, with the two unique keys of the real one, that can be switched off. */
public final class MemoryLog implements LogReader, Campaigns {

  /** What became of an append. */
  public enum Outcome {
    STORED,
    SERIAL_TAKEN,
    COUPON_TAKEN,
    REFUSED
  }

  private final Map<CampaignId, List<CampaignEvent>> campaigns = new LinkedHashMap<>();
  private final Map<CouponId, Issue> byCoupon = new LinkedHashMap<>();
  private final Map<String, Issue> bySerial = new LinkedHashMap<>();
  private final AtomicInteger lookUps = new AtomicInteger();
  private volatile boolean gone;
  private volatile boolean breaksOff;
  private volatile Runnable duringReading = () -> {};
  private long head;

  public synchronized CampaignId create(String name, Long quota, int perUserLimit) {
    return create(name, new CampaignTerms(name, quota, perUserLimit, null, null, null));
  }

  public synchronized CampaignId create(String name, CampaignTerms terms) {
    var id = new CampaignId(name);
    var events = new ArrayList<CampaignEvent>();
    events.add(CampaignCreated.of(id, terms, now()));
    campaigns.put(id, events);
    return id;
  }

  public synchronized void raise(CampaignId id, long quota) {
    campaigns.get(id).add(new QuotaRaised(id, quota, now()));
  }

  public synchronized void pause(CampaignId id, Instant at) {
    campaigns.get(id).add(new CampaignPaused(id, at));
  }

  public synchronized void close(CampaignId id, Instant at) {
    campaigns.get(id).add(new CampaignClosed(id, at));
  }

  /** What the log's writer does with an issue. */
  public synchronized Outcome append(Granted granted, String idempotencyKey) {
    demandPresence();
    var coupon = CouponId.of(granted.campaign(), granted.user(), granted.ordinal());
    var state = CampaignState.of(campaigns.get(granted.campaign())).orElseThrow();
    if (state.refusalAt(granted.reservedAt()).isPresent() || !state.hasSerial(granted.serial())) {
      return Outcome.REFUSED;
    }
    if (byCoupon.containsKey(coupon)) {
      return Outcome.COUPON_TAKEN;
    }
    var event =
        new CouponIssued(
            coupon,
            granted.campaign(),
            granted.user(),
            granted.serial(),
            granted.ordinal(),
            granted.reservedAt());
    if (bySerial.containsKey(event.eventIdentifier())) {
      return Outcome.SERIAL_TAKEN;
    }
    var issue = new Issue(++head, event, idempotencyKey);
    byCoupon.put(coupon, issue);
    bySerial.put(event.eventIdentifier(), issue);
    return Outcome.STORED;
  }

  public Outcome append(CampaignId campaign, String user, long serial) {
    return append(new Granted(campaign, new UserId(user), serial, 1, now()), null);
  }

  public synchronized List<Issue> issues(CampaignId campaign) {
    return byCoupon.values().stream()
        .filter(issue -> issue.event().campaignId().equals(campaign))
        .toList();
  }

  /** Lets the next readings of a campaign's issues begin and not end. */
  public void breaksOff(boolean whetherItDoes) {
    breaksOff = whetherItDoes;
  }

  /** Is run by every reading of all issues of a campaign before it begins. */
  public void duringReading(Runnable action) {
    duringReading = action;
  }

  public void gone(boolean isGone) {
    gone = isGone;
  }

  public int lookUps() {
    return lookUps.get();
  }

  private void demandPresence() {
    lookUps.incrementAndGet();
    if (gone) {
      throw new LogUnavailableException.Unreadable(new IllegalStateException("the log is gone"));
    }
  }

  @Override
  public synchronized List<CampaignEvent> campaignEvents(CampaignId campaign) {
    demandPresence();
    return List.copyOf(campaigns.getOrDefault(campaign, List.of()));
  }

  @Override
  public Optional<CampaignState> find(CampaignId campaign) {
    return refresh(campaign);
  }

  @Override
  public Optional<CampaignState> refresh(CampaignId campaign) {
    return CampaignState.of(campaignEvents(campaign));
  }

  @Override
  public synchronized Optional<Issue> findIssue(CouponId coupon) {
    demandPresence();
    return Optional.ofNullable(byCoupon.get(coupon));
  }

  @Override
  public synchronized Optional<Issue> findIssue(CampaignId campaign, long serial) {
    demandPresence();
    return Optional.ofNullable(bySerial.get(campaign.value() + '#' + serial));
  }

  @Override
  public void forEachIssue(CampaignId campaign, Consumer<Issue> consumer) {
    demandPresence();
    duringReading.run();
    issues(campaign).forEach(consumer);
    if (breaksOff) {
      throw new LogUnavailableException.Unreadable(
          new IllegalStateException("the log broke off in the middle of a reading"));
    }
  }

  @Override
  public long countIssues(CampaignId campaign) {
    demandPresence();
    return issues(campaign).size();
  }

  @Override
  public synchronized long head() {
    demandPresence();
    return head;
  }

  @Override
  public Instant now() {
    demandPresence();
    return Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
  }
}
