package io.firstserved.command.gate.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.command.gate.repair.GatedCampaign.Recovering;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a caller waits for a rebuild. */
class DeadlineTest {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Test
  void waitsForARebuildThatHasJustBegun() {
    var recovery = begun(Duration.ZERO);
    Thread.ofVirtual().start(() -> recovery.outcome().complete(true));

    assertThat(new Deadline(LIMIT).await(recovery)).isTrue();
  }

  /** Else every caller of a long rebuild would wait for the whole limit, one after the other. */
  @Test
  @Timeout(60)
  void doesNotWaitForOneThatHasTakenLongerThanTheLimit() {
    assertThat(new Deadline(LIMIT).await(begun(LIMIT))).isFalse();
  }

  @Test
  void learnsTheOutcomeOfOneThatIsOverHoweverLongItTook() {
    var recovery = begun(LIMIT.multipliedBy(2));
    recovery.outcome().complete(true);

    assertThat(new Deadline(LIMIT).await(recovery)).isTrue();
  }

  private static Recovering begun(Duration ago) {
    return new Recovering(System.nanoTime() - ago.toNanos(), new CompletableFuture<>());
  }
}
