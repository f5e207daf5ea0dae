package io.firstserved.query.operations;

import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.UserId;
import io.firstserved.query.audit.LogDatabase;
import io.firstserved.query.audit.TopicOfLog;
import io.firstserved.query.audit.check.SimulatedLog;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the command side does, as far as the query side can see it: events that go into the log and
 * from there into the topic, and buyers who keep coming.
 */
final class Shop implements AutoCloseable {

  final LogDatabase database = new LogDatabase();
  private final SimulatedLog log = new SimulatedLog(new Random(7));
  private final TopicOfLog topic;
  private final Map<String, Long> sold = new HashMap<>();
  private final Map<String, Long> quotas = new HashMap<>();
  private final Set<String> shut = new HashSet<>();
  private final ScheduledExecutorService buyers = Executors.newSingleThreadScheduledExecutor();
  private int recorded;

  Shop(TopicOfLog topic) {
    this.topic = topic;
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  synchronized void create(String id, String name, @Nullable Long quota) {
    var terms = new CampaignTerms(name, quota, 1, null, null, null);
    quotas.put(id, quota == null ? Long.MAX_VALUE : quota);
    log.append(CampaignCreated.of(new CampaignId(id), terms, now()));
    record();
  }

  synchronized void change(CampaignEvent change) {
    var id = change.campaignId().value();
    switch (change) {
      case CampaignPaused paused -> shut.add(id);
      case CampaignClosed closed -> shut.add(id);
      case CampaignResumed resumed -> shut.remove(id);
      case QuotaRaised raised -> quotas.put(id, raised.quota());
      case CampaignCreated created -> throw new IllegalArgumentException(created.toString());
    }
    log.append(change);
    record();
  }

  /** Issues up to this many coupons, each to a new user, as far as the campaign lets. */
  synchronized void sell(String id, int coupons) {
    for (int n = 0; n < coupons && !shut.contains(id) && sold(id) < quotas.get(id); n++) {
      issue(id);
    }
    record();
  }

  /** The coupon that is issued next, which nobody has yet. */
  synchronized CouponIssued next(String id) {
    var campaign = new CampaignId(id);
    long serial = sold.getOrDefault(id, 0L) + 1;
    var user = new UserId("user-" + serial);
    return new CouponIssued(CouponId.of(campaign, user, 1), campaign, user, serial, 1, now());
  }

  private void issue(String id) {
    if (log.append(next(id), log.version(id))) {
      sold.merge(id, 1L, Long::sum);
    }
  }

  /** Lets buyers come, this many at a time. */
  void open(String id, int coupons, Duration interval) {
    buyers.scheduleAtFixedRate(
        () -> sell(id, coupons), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends the buyers home; when it returns, nothing is sold any more. */
  void closeDoors() {
    // Not at once: a sale that is interrupted is in the database, and not known to be.
    buyers.shutdown();
    try {
      buyers.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void record() {
    var rows = log.rows().subList(recorded, log.rows().size());
    if (!rows.isEmpty()) {
      database.append(rows);
      topic.send(rows);
      recorded = log.rows().size();
      database.relayed(recorded);
    }
  }

  /** Seals all that was recorded. */
  synchronized void seal() {
    database.seal(log.rows());
  }

  /** Changes an issued coupon in the log, as somebody with the database's password could. */
  void tamper(String id) {
    database.jdbc.update(
        "UPDATE domain_event_entry SET payload = REPLACE(payload, '\"serial\":2,', '\"serial\":1,')"
            + " WHERE event_identifier = ?",
        id + "#2");
  }

  synchronized long sold(String id) {
    return sold.getOrDefault(id, 0L);
  }

  synchronized int events() {
    return recorded;
  }

  @Override
  public void close() {
    closeDoors();
    topic.close();
  }
}
