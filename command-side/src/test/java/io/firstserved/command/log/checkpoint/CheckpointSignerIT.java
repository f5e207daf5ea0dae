package io.firstserved.command.log.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.command.log.seal.SealedLog;
import io.firstserved.signature.Checkpoint;
import io.firstserved.signature.SignedNote;
import io.firstserved.signature.SigningKey;
import io.firstserved.tree.TiledTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** An insider may change everything in the log's database; the signer's folder is not there. */
class CheckpointSignerIT {

  private static final String ORIGIN = "first-served.local/logs/0";

  @TempDir private Path folder;
  private SealedLog log;

  @BeforeEach
  void freshLog() {
    log = new SealedLog("checkpoint");
  }

  private CheckpointSigner signer() {
    var properties =
        new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("first-served.log.checkpoint", CheckpointProperties.class);
    var memory = new SignerMemory(folder);
    return new CheckpointSigner(
        log.tree(),
        new CheckpointTable(log.jdbc()),
        memory,
        new SignerKey(null, memory),
        properties);
  }

  private long sign() throws IOException {
    return signer().sign();
  }

  private void refuses(String why) {
    var before = published();
    assertThatThrownBy(this::sign)
        .isInstanceOf(SigningRefusedException.class)
        .hasMessageContaining(why);
    assertThat(published()).isEqualTo(before);
  }

  private List<String> published() {
    return log.jdbc()
        .sql("SELECT note FROM log_checkpoint ORDER BY incarnation")
        .query(String.class)
        .list();
  }

  private Checkpoint latest() {
    return Checkpoint.parse(SignedNote.text(published().getLast()));
  }

  private SigningKey key() throws IOException {
    return SigningKey.of(
        Base64.getMimeDecoder().decode(Files.readString(folder.resolve("signing-key"))));
  }

  private void sealAndSign(int events) throws IOException {
    log.append(events).seal();
    sign();
  }

  @Test
  void beginsByItselfWithTheEmptyTreeAndFollowsTheLog() throws Exception {
    assertThat(sign()).isZero();
    for (int events : new int[] {3, 250, 260}) {
      sealAndSign(events);
      var checkpoint = latest();
      assertThat(checkpoint.origin()).isEqualTo(ORIGIN);
      assertThat(checkpoint.size()).isEqualTo(log.tree().entries());
      assertThat(checkpoint.root()).isEqualTo(new TiledTree(log.tree(), checkpoint.size()).root());
      assertThat(new SignedNote(ORIGIN, key()).verifies(published().getLast())).isTrue();
    }
    assertThat(
            log.jdbc().sql("SELECT verifier_key FROM log_checkpoint").query(String.class).single())
        .isEqualTo(new SignedNote(ORIGIN, key()).verifierKey());
  }

  @Test
  void signsALogThatIsOlderThanItsFolder() throws Exception {
    log.append(500).seal();
    assertThat(sign()).isEqualTo(500);
  }

  @Test
  void publishesAgainWhatItHasSigned() throws Exception {
    sealAndSign(40);
    var note = published();
    log.execute("DELETE FROM log_checkpoint");
    sign();
    assertThat(published()).isEqualTo(note);
  }

  @Test
  void keepsItsKeyToItself() throws Exception {
    sealAndSign(1);
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> !file.endsWith("lock")))
          .allSatisfy(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .extracting(Enum::name)
                      .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE"));
    }
  }

  @Test
  void letsOneNodeAtATimeIntoItsFolder() {
    var other = new SignerMemory(folder);
    var both =
        new SignerMemory(folder)
            .alone(() -> assertThat(other.alone(() -> {})).as("meanwhile").isFalse());
    assertThat(both).isTrue();
    assertThat(other.alone(() -> {})).isTrue();
  }

  @Nested
  class Refuses {

    /** Every seal is made anew, in a perfect chain: only what was signed before tells. */
    @Test
    void anEditedEventUnderNewSeals() throws Exception {
      sealAndSign(300);
      log.execute(
          "UPDATE domain_event_entry SET time_stamp = '2026-05-01T09:00:00Z' WHERE global_index = 7");
      log.deleteSealsAndTree();
      log.append(10).seal();
      refuses(
          "the log's tree of 310 entries does not begin with the 300 that were signed: something in"
              + " them was changed");
    }

    @Test
    void anEditedEventUnderNewSealsWhenTheCheckpointIsGoneToo() throws Exception {
      sealAndSign(300);
      log.execute("UPDATE domain_event_entry SET meta_data = '{\"a\":1}' WHERE global_index = 300");
      log.deleteSealsAndTree();
      log.execute("DELETE FROM log_checkpoint");
      log.seal();
      refuses("does not begin with the 300 that were signed");
    }

    @Test
    void leavesUnderOtherSalts() throws Exception {
      sealAndSign(60);
      log.execute("UPDATE log_seal_salt SET salt = REPEAT('x', 32)");
      log.deleteSealsAndTree();
      log.seal();
      refuses("does not begin with the 60 that were signed");
    }

    @Test
    void aLogWithoutItsEnd() throws Exception {
      sealAndSign(100);
      log.restoreTo(90);
      refuses("the log's tree has 90 entries, and 100 were signed");
      log.append(20).seal();
      assertThat(sign()).as("the same events were appended again").isEqualTo(110);
    }

    @Test
    void aTreeWhoseTilesWereDeleted() throws Exception {
      sealAndSign(300);
      log.execute("DELETE FROM log_tree_tile WHERE tile_level = 1");
      assertThatThrownBy(CheckpointSignerIT.this::sign).hasMessage("tile 1/0 has 0 hashes, not 1");
    }

    @Test
    void aCheckpointThatSomebodyElsePublished() throws Exception {
      sealAndSign(10);
      log.execute("UPDATE log_checkpoint SET note = REPLACE(note, '10', '11')");
      refuses("was not signed with this key");
    }
  }

  @Nested
  class WithoutItsMemory {

    @BeforeEach
    void signed() throws Exception {
      sealAndSign(100);
    }

    @Test
    void refusesUntilAnOperatorAcceptsAState() throws Exception {
      var kept = published().getLast();
      Files.delete(folder.resolve("log-0.0.checkpoint"));
      refuses("the signer has lost its memory");

      Files.writeString(folder.resolve("log-0.0.accepted"), kept);
      log.append(5).seal();
      assertThat(sign()).isEqualTo(105);
      assertThat(folder.resolve("log-0.0.accepted")).doesNotExist();
    }

    @Test
    void refusesWhenWhatWasPublishedIsGoneToo() throws Exception {
      Files.delete(folder.resolve("log-0.0.checkpoint"));
      log.execute("DELETE FROM log_checkpoint");
      refuses("the signer has lost its memory");
    }

    @Test
    void refusesWhenTheWholeFolderIsNew() throws Exception {
      Files.delete(folder.resolve("log-0.0.checkpoint"));
      Files.delete(folder.resolve("signing-key"));
      refuses("the signer has lost its memory");
    }

    @Test
    void refusesAnAcceptedStateThatTheLogDoesNotExtend() throws Exception {
      Files.delete(folder.resolve("log-0.0.checkpoint"));
      Files.writeString(
          folder.resolve("log-0.0.accepted"), new Checkpoint(ORIGIN, 50, new byte[32]).text());
      refuses("does not begin with the 50 that were signed");
    }

    @Test
    void refusesWithoutItsKey() throws Exception {
      Files.delete(folder.resolve("signing-key"));
      refuses("is missing from");
    }

    @Test
    void refusesWhatAnotherKeySigned() throws Exception {
      Files.writeString(
          folder.resolve("signing-key"), Base64.getEncoder().encodeToString(new byte[32]));
      refuses("was not signed with this key");
    }
  }

  @Nested
  class AfterAShorterLogWasAccepted {

    @BeforeEach
    void lostItsEnd() throws Exception {
      sealAndSign(100);
      log.restoreTo(90);
      log.execute(
          "INSERT INTO log_incarnation VALUES (0, 1, 81, '', UTC_TIMESTAMP(3), 'somebody', 'lost')");
    }

    @Test
    void signsUnderAnotherOriginWithWhatIsLeft() throws Exception {
      signer().accept(1, 81);
      log.append(30).seal();
      assertThat(sign()).isEqualTo(120);
      assertThat(latest().origin()).isEqualTo(ORIGIN + "/1");
      assertThat(published()).hasSize(2);
    }

    /** A row in the log's database is no decision: its folder is told by the call that accepts. */
    @Test
    void refusesALifeThatNobodyAcceptedHere() {
      refuses("incarnation 1 of the log has begun, and nobody accepted it here");
    }

    @Test
    void refusesALogThatIsOfTheLifeBeforeAgain() throws Exception {
      signer().accept(1, 81);
      sign();
      log.execute("DELETE FROM log_incarnation WHERE incarnation = 1");
      refuses("incarnation 1 of the log was signed, and its database is of incarnation 0");
    }

    @Test
    void acceptsNoPastThatIsNotTheOneThatWasSigned() throws Exception {
      signer().accept(1, 81);
      sign();
      log.execute(
          "UPDATE domain_event_entry SET time_stamp = '2026-01-01T00:00:00Z' WHERE global_index = 3");
      log.append(20);
      log.deleteSealsAndTree();
      log.seal();
      assertThatThrownBy(() -> signer().accept(2, 101))
          .isInstanceOf(SigningRefusedException.class)
          .hasMessageContaining("does not begin with the 90 that were signed");
    }
  }
}
