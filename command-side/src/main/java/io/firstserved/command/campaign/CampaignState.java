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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as its events tell it: immutable, evolved event by event. Evolving only assigns;
 * whether a move is legal is decided by the aggregate.
 *
 * @param id which campaign
 * @param terms what it promises, with the quota as last raised
 * @param pauses every pause so far, in order; the last may be open
 * @param closedAt since when it is closed by hand, by the gate's clock; null while it is not
 * @param version sequence number of its last event
 */
public record CampaignState(
    CampaignId id,
    CampaignTerms terms,
    List<Pause> pauses,
    @Nullable Instant closedAt,
    long version) {

  /**
   * A span in which nothing is issued.
   *
   * @param from its first instant
   * @param until the first instant after it; null while it lasts
   */
  public record Pause(Instant from, @Nullable Instant until) {
    boolean covers(Instant at) {
      return !at.isBefore(from) && (until == null || at.isBefore(until));
    }
  }

  /** Makes the state immutable. */
  public CampaignState {
    pauses = List.copyOf(pauses);
  }

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
    return new CampaignState(event.campaignId(), event.terms(), List.of(), null, 0);
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
      case QuotaRaised raised -> next(withQuota(raised.quota()), pauses, closedAt);
      case CampaignPaused paused ->
          next(terms, append(pauses, new Pause(paused.at(), null)), closedAt);
      case CampaignResumed resumed -> next(terms, ended(pauses, resumed.at()), closedAt);
      case CampaignClosed closed -> next(terms, pauses, closed.at());
    };
  }

  private CampaignState next(
      CampaignTerms newTerms, List<Pause> newPauses, @Nullable Instant newClosedAt) {
    return new CampaignState(id, newTerms, newPauses, newClosedAt, version + 1);
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

  private static List<Pause> append(List<Pause> pauses, Pause pause) {
    return Stream.concat(pauses.stream(), Stream.of(pause)).toList();
  }

  private static List<Pause> ended(List<Pause> pauses, Instant at) {
    var last = pauses.getLast();
    return append(pauses.subList(0, pauses.size() - 1), new Pause(last.from(), at));
  }

  /** Whether it is paused by its last word. */
  public boolean paused() {
    return !pauses.isEmpty() && pauses.getLast().until() == null;
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
   * Why a reservation of this instant must not become a coupon (P3); empty if it may.
   *
   * @param reservedAt by the gate's clock
   */
  public Optional<Reason> refusalAt(Instant reservedAt) {
    if (terms.opensAt() != null && reservedAt.isBefore(terms.opensAt())) {
      return Optional.of(Reason.NOT_OPEN);
    }
    if (reachedAt(terms.closesAt(), reservedAt) || reachedAt(closedAt, reservedAt)) {
      return Optional.of(Reason.CLOSED);
    }
    return pauses.stream().anyMatch(pause -> pause.covers(reservedAt))
        ? Optional.of(Reason.PAUSED)
        : Optional.empty();
  }

  private static boolean reachedAt(@Nullable Instant end, Instant at) {
    return end != null && !at.isBefore(end);
  }

  /** Whether the serial lies within the quota (P1); always, if the campaign is unlimited. */
  public boolean hasSerial(long serial) {
    return serial >= 1 && (terms.quota() == null || serial <= terms.quota());
  }
}
