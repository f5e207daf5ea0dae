package io.firstserved.command.gate;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.log.LogReader.Issue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The port of the fast gate: a shared store that decides in memory who may try to have a coupon
 * issued. It is allowed to be wrong in either direction and to lose everything at any time; the log
 * has the last word. Redis implements it in {@code gate.redis}; nothing outside of that package
 * knows so.
 *
 * <p>Implementations are thread-safe, and every operation is atomic and can be repeated. Each
 * throws {@link FastGateUnavailableException} if the store does not do its part in time.
 */
public interface FastGate {

  /**
   * Changes whenever the store may have become another one or have lost its contents: a connection
   * was lost, a failover happened. State that was verified under another generation is not trusted.
   */
  long generation();

  /** Whether calls fail at once at present, because too many have failed. */
  boolean isSuspended();

  /** The store's present time, in whole milliseconds. */
  Instant now();

  /** Asks for a coupon without counting it: see {@link Gate#reserve}. */
  default FastGateAnswer reserve(
      CampaignId campaign, UserId user, @Nullable String idempotencyKey) {
    return reserve(campaign, user, idempotencyKey, List.of());
  }

  /**
   * Asks for a coupon: see {@link Gate#reserve}. What this gate knows nothing of is not counted.
   */
  FastGateAnswer reserve(
      CampaignId campaign, UserId user, @Nullable String idempotencyKey, List<CallerLimit> limits);

  /**
   * These coupons of one campaign are in the log.
   *
   * @return those that were not pending, and whose idempotency key only the log can tell: {@link
   *     #correct} them. Null if a rebuild is about to switch: confirm again in a moment
   */
  @Nullable List<Granted> confirm(CampaignId campaign, List<Granted> coupons);

  /** The reservation will not become a coupon. Has no effect unless it is pending. */
  void release(Granted reservation);

  /**
   * Replaces what is believed of a reservation by what the log says.
   *
   * @param ofUser the issue of this user and ordinal, if the log has it
   * @param ofSerial the issue of this serial, if the log has it, whoever holds it
   * @return false if a rebuild is about to switch: nothing was done, correct again in a moment
   */
  boolean correct(Granted reservation, Optional<Issue> ofUser, Optional<Issue> ofSerial);

  /**
   * Grants nothing until the hold is lifted. Several may hold a campaign at once.
   *
   * @param name the hold's, so that nobody else's is lifted
   * @param limit after which it ends by itself
   * @return the store's present time
   */
  Instant hold(CampaignId campaign, String name, Duration limit);

  /** Ends a hold; has no effect on those of others, nor if there is none of this name. */
  void lift(CampaignId campaign, String name);

  /**
   * Takes over the campaign's terms, unless newer ones are known.
   *
   * @return whether there is state of the campaign at all
   */
  boolean updateTerms(CampaignState campaign);

  /** The campaign's state in figures; empty if there is none. */
  Optional<GateState> inspect(CampaignId campaign);

  /** Pending reservations older than a limit, the oldest first. */
  List<Granted> overdue(CampaignId campaign, Duration limit, int count);

  /**
   * Lists the campaigns that there is state of, on whatever node it was built, page by page. Those
   * that are there all the time are listed at least once in a round.
   *
   * @param cursor {@link CampaignPage#FIRST}, or where the page before ended
   * @param count how many, more or less
   */
  CampaignPage campaigns(String cursor, int count);

  /**
   * Some of the campaigns.
   *
   * @param campaigns which
   * @param next where the next page begins; FIRST after the last
   */
  record CampaignPage(List<CampaignId> campaigns, String next) {
    /** Where the first page begins. */
    public static final String FIRST = "0";
  }

  /** Lists a campaign before there is state of it, so that every node sees that it exists. */
  void announce(CampaignId campaign);

  /** Whether the campaign is listed, or there is or will be state of it. */
  boolean knows(CampaignId campaign);

  /** Lists the campaign no more, unless there is state of it after all. */
  void forget(CampaignId campaign);

  /**
   * Deletes the state of a campaign that has ended, unless a reservation is pending or terms newer
   * than these are known.
   *
   * @return whether there is no state of it now
   */
  boolean retire(CampaignState campaign);

  /** Deletes the campaign's state. */
  void drop(CampaignId campaign);

  /**
   * Deletes what is kept of earlier lives of the log: each life has state of its own, and begins
   * with none.
   *
   * @param count of at most so many campaigns
   */
  void dropEarlierLives(int count);

  /**
   * Begins to build a campaign's state anew, beside the present one.
   *
   * @return empty while another rebuild of it is under way, on whatever node
   */
  Optional<GateRebuild> rebuild(CampaignState campaign, GateProperties.Rebuild limits);
}
