package io.firstserved.query.audit.check;

import io.firstserved.api.event.LogRow;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * P4: what clients were answered against what the log has. Every coupon that was answered is in the
 * log as it was answered; no coupon of the campaigns in the history is in the log that was not,
 * except where the client got no clear answer.
 */
public final class AnswerCheck {

  private static final int CREATED = 201;
  private static final int CONFLICT = 409;
  private static final int FIRST_SERVER_ERROR = 500;

  private final Violations violations;
  private final LogCheck log;
  private final LongTable uncertain = new LongTable(0);
  private final Set<String> campaigns = new HashSet<>();
  private long issued;
  private long refused;
  private long unclear;
  private long unanswered;

  /** A comparison with what this check has folded. */
  public AnswerCheck(Violations violations, LogCheck log) {
    this.violations = violations;
    this.log = log;
  }

  /**
   * One answer to an issue command.
   *
   * @param userId who asked
   * @param campaignId for which campaign
   * @param status HTTP status; 0 if no answer came
   * @param couponId the coupon in the answer, if any
   * @param serial the serial in the answer, if any
   * @param reason the refusal's reason, if any
   */
  public record Answer(
      String userId,
      String campaignId,
      int status,
      @Nullable String couponId,
      @Nullable Long serial,
      @Nullable String reason) {}

  /** Takes an answer. */
  public void accept(Answer answer) {
    campaigns.add(answer.campaignId());
    if (answer.status() == CREATED) {
      issued++;
      inLog(answer);
    } else if (answer.status() == CONFLICT && answer.couponId() != null) {
      refused++;
      inLog(answer);
    } else if (answer.status() == 0 || answer.status() >= FIRST_SERVER_ERROR) {
      unclear++;
      uncertain.add(key(answer.campaignId(), answer.userId()));
    } else {
      refused++;
    }
  }

  private void inLog(Answer answer) {
    var coupons = log.coupons();
    long at = answer.couponId() == null ? -1 : coupons.find(answer.couponId());
    long serial = answer.serial() == null ? 0 : answer.serial();
    if (at >= 0
        && (coupons.status(at) == FoldedStatus.UNKNOWN
            || coupons.isIssue(at, answer.campaignId(), answer.userId(), serial))) {
      coupons.markAnswered(at);
      return;
    }
    violations.add(
        new Violation(
            Promise.P4,
            answer.campaignId(),
            0,
            answer.campaignId() + '#' + serial,
            "coupon " + answer.couponId() + " of user " + answer.userId() + " in the log",
            at < 0 ? "no such coupon" : "that coupon with another user or serial"));
  }

  /** Names the coupons nobody was told of, when the log is replayed to it once more. */
  public Consumer<LogRow> unanswered() {
    return row -> {
      int mark = row.eventId().indexOf('#');
      if (mark > 0 && campaigns.contains(row.eventId().substring(0, mark))) {
        unanswered(row, row.eventId().substring(0, mark));
      }
    };
  }

  private void unanswered(LogRow row, String campaign) {
    long at = log.coupons().find(row.aggregateId());
    if (at < 0 || log.coupons().answered(at)) {
      return;
    }
    var user = RowFields.user(row);
    if (user != null && uncertain.find(key(campaign, user)) >= 0) {
      unanswered++;
    } else {
      violations.add(
          new Violation(
              Promise.P4,
              campaign,
              row.index(),
              row.eventId(),
              "an answer that tells user " + user + " of it",
              "none, or only refusals"));
    }
  }

  private static String key(String campaign, String user) {
    return campaign + '\n' + user;
  }

  /** Answers of success. */
  public long issued() {
    return issued;
  }

  /** Clear refusals. */
  public long refused() {
    return refused;
  }

  /** Answers that leave open what happened: none at all, or a failure of the server. */
  public long unclear() {
    return unclear;
  }

  /** Coupons in the log whose answer the client never saw, as it may happen with those. */
  public long unansweredCoupons() {
    return unanswered;
  }
}
