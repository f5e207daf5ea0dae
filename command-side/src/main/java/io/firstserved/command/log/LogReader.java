package io.firstserved.command.log;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks into the log by its keys. Every answer is read from the database, never from a cache. */
public interface LogReader {

  /**
   * A campaign's own events in order; the position in the list is the event's sequence number.
   * Empty if there is no such campaign.
   */
  List<CampaignEvent> campaignEvents(CampaignId campaign);

  /** The issue of this coupon, if the log has it. */
  Optional<Issue> findIssue(CouponId coupon);

  /** The issue of this serial, if the log has it. */
  Optional<Issue> findIssue(CampaignId campaign, long serial);

  /**
   * Streams every issue of a campaign, in no particular order, with memory that does not grow with
   * their number.
   */
  void forEachIssue(CampaignId campaign, Consumer<Issue> consumer);

  /**
   * Streams the campaign's issues that stand after a place in the log: what came in while {@link
   * #forEachIssue} was running. This default filters all of them; an implementation should read the
   * log by its index instead.
   *
   * @param globalIndex the place; issues with a greater index are handed over
   */
  default void forEachIssueAfter(CampaignId campaign, long globalIndex, Consumer<Issue> consumer) {
    forEachIssue(
        campaign,
        issue -> {
          if (issue.globalIndex() > globalIndex) {
            consumer.accept(issue);
          }
        });
  }

  /** How many coupons of the campaign the log has. */
  long countIssues(CampaignId campaign);

  /** The log's present head: its highest global index, 0 when empty. */
  long head();

  /** The database's present time, the clock of the log-backed gate. */
  java.time.Instant now();

  /**
   * An issue as the log has it.
   *
   * @param globalIndex its place in the log
   * @param event what was issued
   * @param idempotencyKey the key the client sent with it, if any
   */
  record Issue(long globalIndex, CouponIssued event, @Nullable String idempotencyKey) {}
}
