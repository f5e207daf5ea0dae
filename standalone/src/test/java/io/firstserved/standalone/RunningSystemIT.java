package io.firstserved.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firstserved.standalone.audit.AuditClient;
import io.firstserved.standalone.client.EveryOperation;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.token.DevelopmentToken;
import io.firstserved.standalone.token.SharedSecret;
import io.firstserved.standalone.token.SigningKey;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole system as {@code up} starts it, seen from outside. */
class RunningSystemIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final TestSystem SYSTEM = new TestSystem("running");

  @BeforeAll
  static void up() {
    var run = SYSTEM.up("--detach");
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).contains("Ready in", "Try next");
  }

  @AfterAll
  static void downLeavesNoProcess() {
    var run = SYSTEM.run("down");
    assertThat(run.status()).isZero();
    assertThat(SYSTEM.processes()).isEmpty();
    assertThat(SYSTEM.folder.recorded()).isEmpty();
  }

  @Test
  void carriesACouponThroughEverythingIntoTheReadModel() throws Exception {
    assertThat(SYSTEM.createCampaign("first", 1).statusCode()).isEqualTo(201);

    var issued = SYSTEM.issue("first", "kim");
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    assertThat(issued.body()).contains("\"serial\":1", "\"userId\":\"kim\"");
    assertThat(SYSTEM.issue("first", "lee").body()).contains("SOLD_OUT");
    assertThat(SYSTEM.issue("first", "kim").body()).contains("ALREADY_ISSUED");

    await().atMost(LIMIT).until(() -> SYSTEM.issuedInReadModel("first") == 1);
  }

  @Test
  void sellsExactlyTheQuotaWhenThreeTimesAsManyCome() {
    var demo = SYSTEM.run("demo");

    assertThat(demo.output()).contains("1,000 issued, 2,000 refused, 0 errors");
    assertThat(demo.status()).as(demo.output()).isZero();
  }

  @Test
  void endsAtExactlyTheQuotaWhenTheQuerySideIsKilledInBetween() {
    var before = SYSTEM.process("query-side");
    long shown = issuedInAllCampaigns();
    var demo = CompletableFuture.supplyAsync(() -> SYSTEM.run("demo"));
    await().atMost(LIMIT).until(() -> demo.isDone() || issuedInAllCampaigns() > shown);

    assertThat(before.kill()).isTrue();

    assertThat(demo.join().output()).contains("1,000 issued, 2,000 refused, 0 errors");
    assertThat(demo.join().status()).as(demo.join().output()).isZero();
    assertThat(SYSTEM.process("query-side")).isNotEqualTo(before);
  }

  /** The verdict is the audit's: log, topic, read model and gate agree afterwards. */
  @Test
  void provesItAllWhenRedisIsFlushedInBetween() throws Exception {
    long shown = issuedInAllCampaigns();
    var demo = CompletableFuture.supplyAsync(() -> SYSTEM.run("demo"));
    await().atMost(LIMIT).until(() -> demo.isDone() || issuedInAllCampaigns() > shown);

    assertThat(SYSTEM.redis("FLUSHALL")).isEqualTo("+OK");

    assertThat(demo.join().output()).contains("1,000 issued, 2,000 refused, 0 errors");
    assertThat(demo.join().status()).as(demo.join().output()).isZero();
  }

  @Test
  void auditsTheGateAndNamesWhatDiffersFromTheLog() throws Exception {
    SYSTEM.createCampaign("gated", 5);
    SYSTEM.issue("gated", "kim");
    SYSTEM.issue("gated", "lee");
    await().atMost(LIMIT).untilAsserted(() -> assertThat(auditOfTheGate().status()).isZero());
    assertThat(SYSTEM.run("audit", "--campaign", "gated", "--json").output())
        .contains("\"gatesCompared\" : 1");

    SYSTEM.redis("ZADD first-served:{gated}:free 2 2");
    var forgetful = auditOfTheGate();
    assertThat(forgetful.output()).contains("the gate of gated lacks coupons of the log");
    assertThat(forgetful.status()).isEqualTo(3);
    SYSTEM.redis("ZREM first-served:{gated}:free 2");

    SYSTEM.redis("HDEL first-served:{gated}:users lee");
    assertThat(auditOfTheGate().output()).contains("the gate of gated knows 1 users");
    SYSTEM.redis("HSET first-served:{gated}:users lee 2");

    SYSTEM.redis("HSET first-served:{gated}:terms counter 3");
    var losing = auditOfTheGate();
    assertThat(losing.output()).contains("P5: 1", "no more serials used in the gate than issued");
    assertThat(losing.status()).isEqualTo(2);
    SYSTEM.redis("HSET first-served:{gated}:terms counter 2");

    assertThat(auditOfTheGate().status()).isZero();
  }

  /**
   * Whoever reads the environment of the query side, and the files that it names, tries them all.
   */
  @Test
  void takesNoAdministratorsTokenMadeOfWhatTheQuerySideIsTold() throws Exception {
    var told = ToldToNode.by(SYSTEM.process("query-side").find().orElseThrow());
    var privateKey = ((SigningKey) Secrets.known(SYSTEM.folder).signer()).privateKey();
    assertThat(told.values())
        .contains(told.file("FIRST_SERVED_SECURITY_JWT_JWK_SET_URI"))
        .noneMatch(value -> value.contains(privateKey));
    var forged =
        new DevelopmentToken(
            "mallory", List.of("campaign-admin"), Instant.now().plus(Duration.ofMinutes(5)));

    for (var value : told.values()) {
      var answer = SYSTEM.createCampaign(forged.signed(new SharedSecret(value)), "forged", 1);
      assertThat(answer.statusCode()).as(value).isEqualTo(401);
    }
    var gateToken = told.file("FIRST_SERVED_AUDIT_GATE_TOKEN_FILE");
    assertThat(SYSTEM.createCampaign(gateToken, "forged", 1).statusCode()).isEqualTo(403);
  }

  private static Run auditOfTheGate() {
    return SYSTEM.run("audit", "--campaign", "gated");
  }

  @Test
  void answersGeneratedClientsAsItsSpecificationsSay() throws Exception {
    var token = SYSTEM.token("kim", "campaign-admin", "auditor", "operator");

    new EveryOperation(SYSTEM.commandSide(), SYSTEM.querySide(), "kim", token).call();
  }

  @Test
  void signsALogThatAVerifierOfOthersFindsGrowingFromWhatItWas() throws Exception {
    var go = new GoVerifier(SYSTEM.folder.root());
    var log = SYSTEM.querySide().resolve("/logs/0").toString();
    var checkpoint = SYSTEM.folder.root().resolve("checkpoint").toString();
    await().atMost(LIMIT).until(() -> go.verify("-save", checkpoint, log).status() == 0);
    SYSTEM.createCampaign("signed", 5);
    SYSTEM.issue("signed", "kim");

    var before = Files.readString(SYSTEM.folder.root().resolve("checkpoint"));
    await().atMost(LIMIT).until(() -> !SYSTEM.checkpoint().equals(before));
    var later = go.verify("-previous", checkpoint, log);
    assertThat(later.output())
        .contains("they lead to the signed root", "previous: the log extends");
    assertThat(later.status()).isZero();
  }

  @Test
  void acceptsNoLogThatHasLostNothing() {
    var run = SYSTEM.run("accept-log", "--reason", "none", "--yes");

    assertThat(run.output()).contains("there is nothing to accept");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void exportsABundleAsSoonAsTheLogIsSealed() throws Exception {
    SYSTEM.createCampaign("bundled", 5);
    SYSTEM.issue("bundled", "kim");
    await().atMost(LIMIT).until(() -> SYSTEM.issuedInReadModel("bundled") == 1);
    var file = SYSTEM.folder.root().resolve("bundle.jsonl");

    var audit = SYSTEM.run("audit", "--campaign", "bundled", "--export", file.toString());

    assertThat(audit.output()).contains("Audit: PROVEN", "Proof bundle: " + file);
    assertThat(audit.status()).isZero();
    assertThat(Files.readString(file)).contains("\"campaign\":\"bundled\"").doesNotContain("kim");
    assertThat(SYSTEM.run("audit", "--export", file.toString()).status()).isEqualTo(1);
    assertThat(file).content().contains("\"campaign\":\"bundled\"");
  }

  @Test
  void rebuildsAProjectionAndShowsHowFarItIs() throws Exception {
    SYSTEM.createCampaign("rebuilt", 5);
    SYSTEM.issue("rebuilt", "kim");
    await().atMost(LIMIT).until(() -> SYSTEM.issuedInReadModel("rebuilt") == 1);

    var replay = SYSTEM.run("replay", "campaigns");

    assertThat(replay.output()).contains("campaigns ", "events/s", "campaigns rebuilt: 100 %");
    assertThat(replay.status()).as(replay.output()).isZero();
    assertThat(SYSTEM.issuedInReadModel("rebuilt")).isEqualTo(1);
    assertThat(SYSTEM.run("replay", "campaigns", "--show").output()).contains("100.0 %");
    assertThat(SYSTEM.run("replay", "nothing").output()).contains("Refused: 404");
  }

  @Test
  void refusesASecondSystemOnTheSameFolder() {
    var detached = SYSTEM.up("--detach");
    assertThat(detached.status()).isEqualTo(1);
    assertThat(detached.output()).contains("runs already on", "./first-served down");

    var attached = SYSTEM.up();
    assertThat(attached.status()).isEqualTo(1);
    assertThat(attached.output()).contains("runs already on");
    assertThat(SYSTEM.run("status").status()).isZero();
  }

  @Test
  void keepsABundleThatIsThereWhenTheNextIsRefused() throws Exception {
    var file = SYSTEM.folder.root().resolve("kept.jsonl");
    Files.writeString(file, "an earlier bundle");
    var client =
        new AuditClient(
            Description.read(SYSTEM.folder).orElseThrow(), Secrets.known(SYSTEM.folder));

    assertThatThrownBy(() -> client.export("00000000-0000-4000-8000-000000000000", file))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("refused: 404");

    assertThat(file).content().isEqualTo("an earlier bundle");
    assertThat(file.resolveSibling("kept.jsonl.draft")).doesNotExist();
  }

  @Test
  void tellsWithinItsLimitThatANodeStandsStill() throws Exception {
    var node = SYSTEM.process("query-side").find().orElseThrow();
    signal("-STOP", node);
    try {
      var begun = System.nanoTime();
      var status = SYSTEM.run("status");

      assertThat(status.output()).contains("pid " + node.pid() + "  not ready");
      assertThat(status.status()).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
    } finally {
      signal("-CONT", node);
    }
    await().atMost(LIMIT).until(() -> SYSTEM.run("status").status() == 0);
  }

  private static void signal(String signal, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  @Test
  void showsWhatRunsWithItsPids() {
    var status = SYSTEM.run("status");

    assertThat(status.status()).as(status.output()).isZero();
    assertThat(status.output())
        .contains("supervisor", "MySQL", "Redis", "Kafka", "command side", "query side")
        .contains("pid " + SYSTEM.process("command-side").pid());
  }

  private static long issuedInAllCampaigns() {
    return SYSTEM.query("/api/v1/campaigns").stream()
        .flatMap(page -> page.path("items").valueStream())
        .mapToLong(campaign -> campaign.path("issued").asLong())
        .sum();
  }
}
