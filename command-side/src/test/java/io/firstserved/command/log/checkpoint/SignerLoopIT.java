package io.firstserved.command.log.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.LoopsForTests;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.identity.StoredIncarnation;
import io.firstserved.command.log.seal.SealedLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** What meters, health and the loop say of the signer. */
class SignerLoopIT {

  /** A minute and a half after every event of the log. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-05-01T10:01:30Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SignerState state = new SignerState();
  private SealedLog log;
  private SignerLoop body;

  @BeforeEach
  void freshLog() {
    log = new SealedLog("signer").append(20).seal();
    state.register(meters);
    var memory = new SignerMemory(folder);
    var table = new CheckpointTable(log.jdbc());
    var properties =
        new CheckpointProperties(
            folder.toString(),
            "shop.example",
            null,
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofMillis(20));
    var signer =
        new CheckpointSigner(log.tree(), table, memory, new SignerKey(null, memory), properties);
    var identity = new LogIdentity(log.jdbc(), List::of, Stream::empty);
    body = new SignerLoop(signer, memory, table, identity, state, CLOCK, properties);
  }

  private double meter(String name) {
    return meters.get(name).gauge().value();
  }

  private Status health() {
    return new SignerHealth(state).health().getStatus();
  }

  @Test
  void saysHowFarTheLogIsSignedAndHowOldIsWhatIsNot() {
    assertThat(meter("coupon.checkpoint.size")).isNaN();
    assertThat(meter("coupon.checkpoint.refused")).isNaN();
    assertThat(meter("coupon.seal.lag")).isNaN();
    try (var loop = LoopsForTests.running(body)) {
      await().until(() -> meter("coupon.checkpoint.size") == 20);
      await().until(() -> meter("coupon.seal.lag") == 0);
      log.append(1);
      await().until(() -> meter("coupon.seal.lag") == 90);
      log.seal();
      await().until(() -> meter("coupon.checkpoint.size") == 21);
      await().until(() -> meter("coupon.seal.lag") == 0);
      assertThat(loop.state().failures()).isZero();
    }
    assertThat(health()).isEqualTo(Status.UP);
  }

  @Test
  void saysWhyItRefusesUntilTheLogIsTheOneThatWasSignedAgain() {
    try (var loop = LoopsForTests.running(body)) {
      await().until(() -> meter("coupon.checkpoint.size") == 20);
      edit("2026-05-01T09:59:59Z");
      await().until(() -> meter("coupon.checkpoint.refused") == 1);
      await()
          .untilAsserted(
              () ->
                  assertThat(loop.state().lastFailure())
                      .contains("does not begin with the 20 that were signed"));
      assertThat(health()).isEqualTo(Status.DOWN);
      await("event 21 waits").until(() -> meter("coupon.seal.lag") == 90);

      edit("2026-05-01T10:00:00Z");
      await().until(() -> meter("coupon.checkpoint.size") == 21);
      await().until(() -> meter("coupon.checkpoint.refused") == 0);
      assertThat(health()).isEqualTo(Status.UP);
    }
  }

  /** Seals and tree are made anew over it, as an insider has them made. */
  private void edit(String time) {
    log.execute("UPDATE domain_event_entry SET time_stamp = ? WHERE global_index = 7", time);
    log.execute("DELETE FROM log_seal");
    log.deleteTree();
    if (!hasEvent21()) {
      log.append(1);
    }
    log.seal();
  }

  private boolean hasEvent21() {
    return log.jdbc()
            .sql("SELECT MAX(global_index) FROM domain_event_entry")
            .query(Long.class)
            .single()
        == 21;
  }

  @Test
  void noticesThatWhatIsPublishedWasChangedAlthoughTheLogStandsStill() {
    try (var loop = LoopsForTests.running(body)) {
      await().until(() -> meter("coupon.checkpoint.size") == 20);
      log.execute("UPDATE log_checkpoint SET note = 'forged'");

      await().until(() -> meter("coupon.checkpoint.refused") == 1);
      assertThat(loop.state().running()).isTrue();
    }
  }

  @Test
  void learnsItOnceAnotherNodeHasDoneWithTheFolder() throws Exception {
    var kept = new CountDownLatch(1);
    var otherNode =
        Thread.startVirtualThread(
            () ->
                new SignerMemory(folder)
                    .alone(
                        () -> {
                          kept.countDown();
                          LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                        }));
    kept.await();

    body.incarnationAccepted(
        new StoredIncarnation(1, 16, "", Instant.EPOCH, "somebody", "lost its end"));

    otherNode.join();
    assertThat(folder.resolve("log-0.1.accepted")).exists();
  }

  @Test
  void learnsWhichLifeOfTheLogAnOperatorAccepts() throws Exception {
    try (var loop = LoopsForTests.running(body)) {
      await().until(() -> meter("coupon.checkpoint.size") == 20);
      body.incarnationAccepted(
          new StoredIncarnation(1, 16, "", Instant.EPOCH, "somebody", "lost its end"));
      assertThat(Files.readString(folder.resolve("log-0.1.accepted")))
          .startsWith("shop.example/logs/0/1\n15\n");
      log.execute(
          "INSERT INTO log_incarnation VALUES (0, 1, 16, '', UTC_TIMESTAMP(3), 'somebody', 'lost')");
      await().until(() -> Files.exists(folder.resolve("log-0.1.checkpoint")));
      assertThat(loop.state().running()).isTrue();
    }
  }
}
