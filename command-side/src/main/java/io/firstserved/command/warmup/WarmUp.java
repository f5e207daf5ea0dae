package io.firstserved.command.warmup;

import io.firstserved.command.campaign.CampaignGate;
import io.firstserved.command.campaign.RehearsalCampaign;
import io.firstserved.command.issuance.Issuing;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Rehearses requests between the start and readiness, which Spring Boot declares when every runner
 * has returned. A rehearsal that fails, because Redis is down for example, does not keep the node
 * from serving; it is counted and the log says so once.
 */
@Component
class WarmUp implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final Issuing issuing;
  private final RehearsalCampaign stage;
  private final CampaignGate gate;
  private final Environment environment;
  private final UnobservedRehearsals unobserved;
  private final WarmUpProperties limits;
  private final AtomicLong turns = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  WarmUp(
      Issuing issuing,
      RehearsalCampaign stage,
      CampaignGate gate,
      Environment environment,
      UnobservedRehearsals unobserved,
      WarmUpProperties limits) {
    this.issuing = issuing;
    this.stage = stage;
    this.gate = gate;
    this.environment = environment;
    this.unobserved = unobserved;
    this.limits = limits;
  }

  /** Rehearsals that did not fail. */
  long succeeded() {
    return turns.get() - failures.get();
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException, InterruptedException {
    if (limits.duration().isZero()) {
      return;
    }
    var campaign = stage.enter();
    try {
      rehearse(List.of(request(campaign.value()), new IssueRehearsal(issuing, campaign)));
    } finally {
      stage.leave(campaign);
      gate.drop(campaign);
    }
    collectWhatTheStartLeft();
    LOG.info("Warm: {} rehearsals in {}, {} failed", turns, limits.duration(), failures);
  }

  /**
   * A full collection, 0.1 s, while nobody waits: what the start has made to stay goes where young
   * collections do not copy it, each time anew, in front of the first buyers (ADR 0054).
   */
  private static void collectWhatTheStartLeft() {
    System.gc();
  }

  private Rehearsal request(String campaign) throws IOException {
    var path = RequestRehearsal.path(campaign);
    unobserved.at(path);
    var host = environment.getProperty("server.address", "127.0.0.1");
    var port = environment.getRequiredProperty("local.server.port", Integer.class);
    return new RequestRehearsal(host, port, path);
  }

  private void rehearse(List<Rehearsal> rehearsals) throws InterruptedException {
    long end = System.nanoTime() + limits.duration().toNanos();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int worker = 0; worker < limits.concurrency(); worker++) {
        workers.submit(() -> rehearseUntil(end, rehearsals));
      }
      workers.shutdown();
      workers.awaitTermination(2 * limits.duration().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void rehearseUntil(long end, List<Rehearsal> rehearsals) {
    while (System.nanoTime() - end < 0) {
      rehearsals.forEach(this::once);
    }
  }

  private void once(Rehearsal rehearsal) {
    try {
      rehearsal.once(turns.getAndIncrement());
    } catch (Exception unavailable) {
      if (failures.getAndIncrement() == 0) {
        LOG.warn("A rehearsal failed, the first of perhaps many", unavailable);
      }
    }
  }
}
