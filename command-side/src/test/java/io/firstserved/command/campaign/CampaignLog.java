package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.command.log.LogReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A log in memory that knows campaigns' own events, and counts how often it is asked. */
public class CampaignLog implements LogReader {

  private final ConcurrentHashMap<CampaignId, List<CampaignEvent>> events =
      new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();

  /** Appends events, as another node would. */
  public CampaignLog append(CampaignEvent... appended) {
    for (var event : appended) {
      events.computeIfAbsent(event.campaignId(), any -> new CopyOnWriteArrayList<>()).add(event);
    }
    return this;
  }

  /** How often a campaign was read. */
  public int reads() {
    return reads.get();
  }

  @Override
  public List<CampaignEvent> campaignEvents(CampaignId campaign) {
    reads.incrementAndGet();
    return List.copyOf(events.getOrDefault(campaign, List.of()));
  }

  @Override
  public Optional<Issue> findIssue(CouponId coupon) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Issue> findIssue(CampaignId campaign, long serial) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void forEachIssue(CampaignId campaign, Consumer<Issue> consumer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long countIssues(CampaignId campaign) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long head() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Instant now() {
    throw new UnsupportedOperationException();
  }
}
