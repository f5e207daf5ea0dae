package io.firstserved.standalone.demo;

import io.firstserved.standalone.audit.AuditAnswer;
import io.firstserved.standalone.audit.AuditClient;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.Http;
import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.StartFailedException;
import io.firstserved.standalone.system.Terminal;
import io.firstserved.standalone.token.DevelopmentToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The rush: a campaign, more buyers than coupons, the read model, the verdict. */
public final class Demo {

  private static final int QUOTA = 1_000;
  private static final int BUYERS = 3_000;
  private static final int NOT_EXACT = 1;

  /** A query side that was killed is back in 30 s on 2 busy cores. */
  private static final Duration READ_MODEL_LIMIT = Duration.ofSeconds(120);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private final Description system;
  private final Secrets secrets;
  private final Terminal terminal;
  private final Http http = new Http();

  /** Against a running system. */
  public Demo(Description system, Secrets secrets, Terminal terminal) {
    this.system = system;
    this.secrets = secrets;
    this.terminal = terminal;
  }

  /** Runs it; the audit's exit status, or 1 if the audit is content and the figures are not. */
  public int run() throws InterruptedException {
    var campaignId = "demo-" + Long.toString(System.currentTimeMillis(), 36);
    createCampaign(campaignId);
    terminal.say(
        String.format(
            Locale.ROOT,
            "Campaign %s: %,d coupons, %,d buyers at once",
            campaignId,
            QUOTA,
            BUYERS));
    var begin = Instant.now();
    var rush = new Rush(system.commandUrls(), campaignId).run(BUYERS);
    terminal.say(
        rush.summary() + " in " + Terminal.seconds(Duration.between(begin, Instant.now())));
    long shown = awaitReadModel(campaignId);
    long logged = new LogCount(system.logUrl(), secrets.auditor()).issued(campaignId);
    terminal.say(
        String.format(Locale.ROOT, "Log: %,d issued. Read model: %,d issued.", logged, shown));
    var verdict = new AuditAnswer(new AuditClient(system, secrets).run(campaignId, "BOTH"));
    terminal.say(verdict.text());
    var exact = rush.isExact(QUOTA) && logged == QUOTA && shown == QUOTA;
    return verdict.exitStatus() == 0 && !exact ? NOT_EXACT : verdict.exitStatus();
  }

  private void createCampaign(String campaignId) throws InterruptedException {
    var expiry = Instant.now().plus(Duration.ofMinutes(10));
    var token =
        new DevelopmentToken("demo", List.of("campaign-admin"), expiry).signed(secrets.signer());
    var campaign = Map.of("campaignId", campaignId, "name", "Demo", "quota", QUOTA);
    try {
      var answer =
          http.post(system.commandUrls().getFirst() + "/api/v1/campaigns", token, campaign);
      if (answer.statusCode() != 201) {
        throw new StartFailedException(
            "The campaign was refused: " + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      throw new StartFailedException("The command side does not answer: " + e.getMessage());
    }
  }

  /** What the read model shows once it shows enough, or at the end of the limit. */
  private long awaitReadModel(String campaignId) {
    var url = system.queryUrls().getFirst() + "/api/v1/campaigns/" + campaignId;
    var deadline = Instant.now().plus(READ_MODEL_LIMIT);
    long issued = -1;
    while (issued < QUOTA && Instant.now().isBefore(deadline)) {
      issued = http.get(url).map(campaign -> campaign.path("issued").asLong(-1)).orElse(-1L);
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    return issued;
  }
}
