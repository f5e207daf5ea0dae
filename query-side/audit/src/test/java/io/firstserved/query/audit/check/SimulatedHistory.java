package io.firstserved.query.audit.check;

import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.coupon.UserId;
import io.firstserved.api.event.LogRow;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A day in the life of the service, drawn from a seed: campaigns that open, pause, grow and close,
 * buyers who retry, gates that crash between reservation and append or fail over and forget what
 * they granted, coupons that are redeemed, given back, revoked and expire. Whatever the gate
 * forgets, the log's unique keys refuse, as in the real service.
 */
public final class SimulatedHistory {

  private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  private final Random random;
  private final SimulatedLog log;
  private final List<Campaign> campaigns = new ArrayList<>();
  private final List<Coupon> coupons = new ArrayList<>();
  private Instant now = START;

  private SimulatedHistory(long seed) {
    random = new Random(seed);
    log = new SimulatedLog(random);
  }

  /** The log after so many steps. */
  public static List<LogRow> rows(long seed, int steps) {
    var history = new SimulatedHistory(seed);
    history.open();
    for (int step = 0; step < steps; step++) {
      history.step();
    }
    return history.log.rows();
  }

  private void step() {
    now = now.plusMillis(random.nextInt(2_000));
    int dice = random.nextInt(100);
    if (dice < 2) {
      open();
    } else if (dice < 5) {
      administer(anyOf(campaigns));
    } else if (dice < 7) {
      anyOf(campaigns).gate.failover(random);
    } else if (dice < 25 && !coupons.isEmpty()) {
      use(anyOf(coupons));
    } else {
      buy(anyOf(campaigns));
    }
  }

  private <T> T anyOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void open() {
    var id = new CampaignId("campaign-" + campaigns.size());
    var quota = random.nextInt(4) == 0 ? null : Long.valueOf(1 + random.nextInt(60));
    var opensAt = random.nextBoolean() ? null : now.plusSeconds(random.nextInt(60));
    var closesAt = random.nextBoolean() ? null : now.plusSeconds(120 + random.nextInt(2_000));
    var validity = random.nextBoolean() ? null : Period.ofDays(1 + random.nextInt(3));
    var created =
        new CampaignCreated(
            id, "Spring " + id, quota, 1 + random.nextInt(3), opensAt, closesAt, validity, now);
    log.append(created);
    campaigns.add(new Campaign(created));
  }

  private void administer(Campaign campaign) {
    var id = campaign.created.campaignId();
    if (campaign.closed) {
      return;
    }
    int dice = random.nextInt(10);
    if (dice == 0) {
      campaign.closed = log.append(new CampaignClosed(id, now));
    } else if (dice < 4 && campaign.quota != null) {
      campaign.quota += 1 + random.nextInt(20);
      log.append(new QuotaRaised(id, campaign.quota, now));
    } else {
      log.append(campaign.paused ? new CampaignResumed(id, now) : new CampaignPaused(id, now));
      campaign.paused = !campaign.paused;
    }
  }

  private void buy(Campaign campaign) {
    var user = new UserId("user-" + random.nextInt(80));
    if (!campaign.admits(now)) {
      return;
    }
    var grant = campaign.gate.reserve(user, campaign, now);
    int retries = random.nextInt(3);
    for (int attempt = 0; grant != null && attempt <= retries; attempt++) {
      if (random.nextInt(10) > 0) {
        append(campaign, grant);
      }
    }
  }

  private void append(Campaign campaign, CouponIssued grant) {
    long version = log.version(grant.campaignId().value());
    if (log.append(grant, version)) {
      coupons.add(new Coupon(grant, campaign));
      campaign.gate.confirm(grant);
    } else {
      campaign.gate.rebuild(log.issuesOf(grant.campaignId()));
    }
  }

  private void use(Coupon coupon) {
    var id = coupon.issue.couponId();
    var campaign = coupon.issue.campaignId();
    var at = random.nextInt(5) == 0 ? now.plus(Duration.ofDays(random.nextInt(4))) : now;
    var expiry = coupon.expiry();
    boolean ended = expiry != null && !at.isBefore(expiry);
    if (coupon.over) {
      return;
    }
    if (random.nextInt(8) == 0) {
      coupon.over = log.append(new CouponRevoked(id, campaign, null, at), 0);
    } else if (coupon.order != null) {
      log.append(new RedemptionUndone(id, campaign, coupon.order, at), 0);
      coupon.order = null;
    } else if (ended) {
      coupon.over = log.append(new CouponExpired(id, campaign, at), 0);
    } else {
      coupon.order = new OrderId("order-" + random.nextInt(1_000));
      log.append(new CouponRedeemed(id, campaign, coupon.order, at), 0);
    }
  }

  private static final class Campaign {
    final CampaignCreated created;
    final Gate gate = new Gate();
    Long quota;
    boolean paused;
    boolean closed;

    Campaign(CampaignCreated created) {
      this.created = created;
      this.quota = created.quota();
    }

    boolean admits(Instant at) {
      return !paused
          && !closed
          && (created.opensAt() == null || !at.isBefore(created.opensAt()))
          && (created.closesAt() == null || at.isBefore(created.closesAt()));
    }
  }

  private static final class Coupon {
    final CouponIssued issue;
    final Campaign campaign;
    OrderId order;
    boolean over;

    Coupon(CouponIssued issue, Campaign campaign) {
      this.issue = issue;
      this.campaign = campaign;
    }

    Instant expiry() {
      var validity = campaign.created.couponValidity();
      return validity == null
          ? null
          : issue.reservedAt().atOffset(ZoneOffset.UTC).plus(validity).toInstant();
    }
  }

  /** Fast, forgetful and allowed to be wrong. */
  private static final class Gate {
    private Deque<Long> free = new ArrayDeque<>();
    private Map<String, Integer> held = new HashMap<>();
    private Map<String, CouponIssued> pending = new HashMap<>();
    private long counter;

    CouponIssued reserve(UserId user, Campaign campaign, Instant at) {
      var again = pending.get(user.value());
      if (again != null) {
        return campaign.admits(again.reservedAt()) ? again : null;
      }
      int ordinal = held.getOrDefault(user.value(), 0) + 1;
      boolean soldOut = free.isEmpty() && campaign.quota != null && counter >= campaign.quota;
      if (soldOut || ordinal > campaign.created.perUserLimit()) {
        return null;
      }
      long serial = free.isEmpty() ? ++counter : free.pop();
      var id = campaign.created.campaignId();
      var grant = new CouponIssued(CouponId.of(id, user, ordinal), id, user, serial, ordinal, at);
      pending.put(user.value(), grant);
      return grant;
    }

    void confirm(CouponIssued grant) {
      pending.remove(grant.userId().value());
      held.merge(grant.userId().value(), 1, Integer::sum);
    }

    /** The replica that takes over has not heard of the last grants. */
    void failover(Random random) {
      counter = Math.max(0, counter - random.nextInt(4));
      pending = new HashMap<>();
      if (random.nextBoolean()) {
        held = new HashMap<>();
        free = new ArrayDeque<>();
      }
    }

    /** From the log: who holds what, which serials are taken, and where the holes are. */
    void rebuild(List<CouponIssued> issues) {
      held = new HashMap<>();
      pending = new HashMap<>();
      counter = issues.stream().mapToLong(CouponIssued::serial).max().orElse(0);
      free = new ArrayDeque<>(LongStream.rangeClosed(1, counter).boxed().toList());
      for (var issue : issues) {
        held.merge(issue.userId().value(), 1, Integer::sum);
        free.remove(issue.serial());
      }
    }
  }
}
