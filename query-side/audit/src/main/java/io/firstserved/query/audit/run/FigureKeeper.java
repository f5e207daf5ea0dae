package io.firstserved.query.audit.run;

import io.firstserved.api.event.LogRow;
import io.firstserved.query.audit.check.LogCheck;
import io.firstserved.query.audit.seal.SealedHead;
import io.firstserved.query.audit.source.StoredIncarnation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects an audit's figures while it runs. */
final class FigureKeeper {

  private final long begun = System.nanoTime();
  private long replayBegun = begun;
  private long replayEnded = begun;
  private long head;
  private @Nullable String firstEventAt;
  private @Nullable String lastEventAt;
  private @Nullable Long topicEvents;
  private @Nullable Long voidEvents;
  private @Nullable List<StoredIncarnation> incarnations;
  private @Nullable Long readModelRows;
  private @Nullable Long gates;
  private @Nullable Long answers;
  private @Nullable Long refused;
  private @Nullable Long unansweredCoupons;
  private @Nullable SealedHead sealed;

  void begin(long newHead) {
    head = newHead;
    replayBegun = System.nanoTime();
  }

  void accept(LogRow row) {
    lastEventAt = row.timestamp();
    if (firstEventAt == null) {
      firstEventAt = row.timestamp();
    }
  }

  void replayed() {
    replayEnded = System.nanoTime();
  }

  void topicEvents(long events) {
    topicEvents = events;
  }

  void voidEvents(long events) {
    voidEvents = events;
  }

  void incarnations(List<StoredIncarnation> lives) {
    incarnations = lives;
  }

  void readModelRows(long rows) {
    readModelRows = rows;
  }

  void gates(long compared) {
    gates = compared;
  }

  void answers(long all, long refusals) {
    answers = all;
    refused = refusals;
  }

  void unansweredCoupons(long coupons) {
    unansweredCoupons = coupons;
  }

  void sealed(SealedHead newSealed) {
    sealed = newSealed;
  }

  @Nullable SealedHead sealed() {
    return sealed;
  }

  Figures figures(LogCheck log, @Nullable String campaign) {
    var replay = Duration.ofNanos(Math.max(1, replayEnded - replayBegun));
    return new Figures(
        log.events(),
        head,
        campaign == null ? log.campaignCount() : log.knows(campaign) ? 1 : 0,
        log.issued(campaign),
        refused,
        firstEventAt,
        lastEventAt,
        topicEvents,
        voidEvents,
        incarnations,
        readModelRows,
        gates,
        answers,
        unansweredCoupons,
        sealed == null ? null : sealed.index(),
        sealed == null ? null : sealed.seal(),
        Duration.ofNanos(System.nanoTime() - begun).toMillis(),
        Math.round(log.events() * 1e9 / replay.toNanos()));
  }
}
