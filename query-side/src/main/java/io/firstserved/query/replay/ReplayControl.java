package io.firstserved.query.replay;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.query.projection.Positions;
import io.firstserved.query.projection.ProjectionTransaction;
import io.firstserved.query.projection.Slot;
import io.firstserved.query.replay.Replay.Status;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What an operator can do with replays. */
@Component
public class ReplayControl {

  private final Replays replays;
  private final Positions positions;
  private final ProjectionTransaction transaction;

  ReplayControl(Replays replays, Positions positions, ProjectionTransaction transaction) {
    this.replays = replays;
    this.positions = positions;
    this.transaction = transaction;
  }

  /**
   * Has a projection rebuilt. One that is being rebuilt stays so; one that was cancelled is carried
   * on, unless a fresh one is wanted.
   *
   * @throws RefusedException NOT_FOUND if there is no such projection
   */
  ReplayView start(String projection, boolean fresh) {
    return inTransaction(
        () -> {
          var live = liveSlot(projection);
          var latest = replays.lock(projection);
          if (latest.isEmpty() || mayBeginAnew(latest.get(), fresh)) {
            replays.begin(projection, live.other());
          } else if (latest.get().status() == Status.CANCELLED) {
            var wasCleared = latest.get().events() > 0;
            replays.become(latest.get(), wasCleared ? Status.RUNNING : Status.CLEARING);
          }
          return view(projection);
        });
  }

  private static boolean mayBeginAnew(Replay latest, boolean fresh) {
    return latest.status() == Status.COMPLETED || (fresh && latest.status() == Status.CANCELLED);
  }

  /**
   * Stops a replay where it is; the live rows are as they were.
   *
   * @throws RefusedException NOT_FOUND if the projection has none
   */
  ReplayView cancel(String projection) {
    return inTransaction(
        () -> {
          var latest = replays.lock(projection).orElseThrow(() -> noReplay(projection));
          if (latest.status() == Status.CLEARING || latest.status() == Status.RUNNING) {
            replays.become(latest, Status.CANCELLED);
          }
          return view(projection);
        });
  }

  /** A projection's latest replay; empty if it was never replayed. */
  public Optional<ReplayView> latest(String projection) {
    return replays.find(projection).map(ReplayView::of);
  }

  /**
   * A projection's latest replay.
   *
   * @throws RefusedException NOT_FOUND if it was never replayed
   */
  ReplayView view(String projection) {
    return latest(projection).orElseThrow(() -> noReplay(projection));
  }

  private Slot liveSlot(String projection) {
    var slot = positions.holdLiveSlots().get(projection);
    if (slot == null) {
      throw new RefusedException(Reason.NOT_FOUND, "no such projection: " + projection);
    }
    return slot;
  }

  private static RefusedException noReplay(String projection) {
    return new RefusedException(Reason.NOT_FOUND, projection + " was never replayed");
  }

  private ReplayView inTransaction(Supplier<ReplayView> work) {
    return Objects.requireNonNull(transaction.template().execute(status -> work.get()));
  }
}
