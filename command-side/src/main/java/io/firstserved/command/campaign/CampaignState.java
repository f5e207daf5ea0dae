package io.firstserved.command.campaign;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as its events tell it: immutable, evolved event by event. Evolving only assigns;
 * whether a move is legal is decided by the aggregate.
 *
 * @param id which campaign
 * @param terms what it promises, with the quota as last raised
 * @param pausedAt since when it is paused, by the gate's clock; null while it is not
 * @param closedAt since when it is closed by hand, by the gate's clock; null while it is not
 * @param version sequence number of its last event
 */
public record CampaignState(
    CampaignId id,
    CampaignTerms terms,
    @Nullable Instant pausedAt,
    @Nullable Instant closedAt,
    long version) {

  /** The state that these events lead to; empty if there are none. */
  public static Optional<CampaignState> of(List<CampaignEvent> events) {
    CampaignState state = null;
    for (var event : events) {
      state = event instanceof CampaignCreated created ? created(created) : evolve(state, event);
    }
    return Optional.ofNullable(state);
  }

  /** The state of a new campaign. */
  public static CampaignState created(CampaignCreated event) {
    return new CampaignState(event.campaignId(), event.terms(), null, null, 0);
  }

  private static CampaignState evolve(@Nullable CampaignState state, CampaignEvent event) {
    if (state == null) {
      throw new IllegalStateException("a campaign's first event is its creation, not " + event);
    }
    return state.evolve(event);
  }

  /** The state after one more event. */
  public CampaignState evolve(CampaignEvent event) {
    return switch (event) {
      case CampaignCreated created -> created(created);
      case QuotaRaised raised -> next(withQuota(raised.quota()), pausedAt, closedAt);
      case CampaignPaused paused -> next(terms, paused.at(), closedAt);
      case CampaignResumed resumed -> next(terms, null, closedAt);
      case CampaignClosed closed -> next(terms, pausedAt, closed.at());
    };
  }

  private CampaignState next(
      CampaignTerms newTerms, @Nullable Instant newPausedAt, @Nullable Instant newClosedAt) {
    return new CampaignState(id, newTerms, newPausedAt, newClosedAt, version + 1);
  }

  private CampaignTerms withQuota(long quota) {
    return new CampaignTerms(
        terms.name(),
        quota,
        terms.perUserLimit(),
        terms.opensAt(),
        terms.closesAt(),
        terms.couponValidity());
  }

  /** Whether it is paused by its last word. */
  public boolean paused() {
    return pausedAt != null;
  }

  /** Whether it was closed by hand. */
  public boolean closed() {
    return closedAt != null;
  }

  /** Whether nothing will ever be issued any more, as of this instant by the gate's clock. */
  public boolean over(Instant now) {
    return closed() || reachedAt(terms.closesAt(), now);
  }

  /**
   * Why a reservation of this instant must not become a coupon as the campaign stands (P3); empty
   * if it may. The window is a matter of clocks; a pause or closing is not, but of the log's order:
   * in this state nothing may be issued, whenever it was reserved.
   *
   * @param reservedAt by the gate's clock
   */
  public Optional<Reason> refusalAt(Instant reservedAt) {
    if (terms.opensAt() != null && reservedAt.isBefore(terms.opensAt())) {
      return Optional.of(Reason.NOT_OPEN);
    }
    if (closed() || reachedAt(terms.closesAt(), reservedAt)) {
      return Optional.of(Reason.CLOSED);
    }
    return paused() ? Optional.of(Reason.PAUSED) : Optional.empty();
  }

  private static boolean reachedAt(@Nullable Instant end, Instant at) {
    return end != null && !at.isBefore(end);
  }

  /** Whether the serial lies within the quota (P1); always, if the campaign is unlimited. */
  public boolean hasSerial(long serial) {
    return serial >= 1 && (terms.quota() == null || serial <= terms.quota());
  }
}
