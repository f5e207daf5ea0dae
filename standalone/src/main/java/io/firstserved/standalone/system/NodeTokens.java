package io.firstserved.standalone.system;

import io.firstserved.standalone.token.DevelopmentToken;
import io.firstserved.standalone.token.SigningKey;
import io.firstserved.standalone.token.TokenSigner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the nodes are handed of the tokens, in files: the public keys, by which they check, and the
 * token by which audits ask the command side's gate. That one has the role auditor and no other;
 * another one takes its place when half of its life is over, for as long as this is not closed.
 */
final class NodeTokens implements AutoCloseable {

  /** At least half of it is left to the nodes when the supervisor is killed. */
  static final Duration LIFETIME = Duration.ofHours(2);

  /** Often, by the wall clock: a machine that slept has missed every appointment. */
  private static final Duration LOOK_INTERVAL = Duration.ofMinutes(1);

  private final DataFolder folder;
  private final TokenSigner signer;
  private final Clock clock;
  private final Terminal terminal;
  private final ScheduledExecutorService renewal =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("gate token").daemon().factory());
  private Instant renewAt = Instant.MIN;

  NodeTokens(DataFolder folder, TokenSigner signer, Clock clock, Terminal terminal) {
    this.folder = folder;
    this.signer = signer;
    this.clock = clock;
    this.terminal = terminal;
  }

  /**
   * Writes the files and sees to the next token.
   *
   * @throws StartFailedException if they cannot be written
   */
  void start() {
    try {
      if (signer instanceof SigningKey key) {
        new OwnerFile(folder.keySetFile()).write(key.keySet());
      }
      renewIfDue();
    } catch (IOException e) {
      throw new StartFailedException("The nodes' tokens cannot be written: " + e);
    }
    renewal.scheduleWithFixedDelay(
        this::look, LOOK_INTERVAL.toSeconds(), LOOK_INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }

  /** What could not be written is tried again at the next look. */
  private void look() {
    try {
      renewIfDue();
    } catch (IOException e) {
      terminal.say("The audits' token could not be renewed: " + e);
    }
  }

  void renewIfDue() throws IOException {
    var now = clock.instant();
    if (now.isBefore(renewAt)) {
      return;
    }
    var token = new DevelopmentToken("audit", List.of("auditor"), now.plus(LIFETIME));
    new OwnerFile(folder.gateTokenFile()).write(token.signed(signer));
    renewAt = now.plus(LIFETIME.dividedBy(2));
  }

  @Override
  public void close() {
    renewal.shutdownNow();
  }
}
