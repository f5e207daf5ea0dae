package io.firstserved.query.audit;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.query.audit.run.AuditEngine;
import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.query.audit.run.AuditRequest;
import io.firstserved.query.audit.run.Progress;
import io.firstserved.query.audit.run.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Runs this node's audits, one after the other on one thread: an audit uses a core and, for 10
 * million events, some 400 MB.
 */
@Component
class AuditQueue implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(AuditQueue.class);

  private final AuditEngine engine;
  private final AuditTable audits;
  private final AuditMeters meters;
  private final AuditProperties limits;
  private final ThreadPoolExecutor worker;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("audit-heartbeat").daemon().factory());

  AuditQueue(AuditEngine engine, AuditTable audits, AuditMeters meters, AuditProperties limits) {
    this.engine = engine;
    this.audits = audits;
    this.meters = meters;
    this.limits = limits;
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.queueLimit()),
            Thread.ofPlatform().name("audit").daemon().factory());
  }

  /**
   * Queues an audit and answers with its identity.
   *
   * @throws RefusedException OVERLOADED if the queue is full
   */
  String submit(AuditRequest request, String requestedBy) {
    var id = audits.add(request.campaign(), request.source(), requestedBy);
    var progress = new Progress();
    var beat =
        heart.scheduleWithFixedDelay(
            () -> audits.alive(id, state(progress), progress),
            limits.heartbeat().toMillis(),
            limits.heartbeat().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      worker.execute(() -> run(id, request, progress, () -> beat.cancel(false)));
      return id;
    } catch (RejectedExecutionException full) {
      beat.cancel(false);
      audits.remove(id);
      delete(request);
      throw new RefusedException(
          Reason.OVERLOADED, limits.queueLimit() + " audits are waiting already");
    }
  }

  private static Audit.State state(Progress progress) {
    return progress.head() == 0 && progress.checked() == 0
        ? Audit.State.QUEUED
        : Audit.State.RUNNING;
  }

  private void run(String id, AuditRequest request, Progress progress, Runnable endHeartbeat) {
    try {
      var result = engine.run(request, progress);
      endHeartbeat.run();
      audits.done(id, result, progress);
      meters.done(request, result);
    } catch (RuntimeException failed) {
      LOG.error("Audit {} failed", id, failed);
      endHeartbeat.run();
      audits.done(
          id, Verdict.INCOMPLETE, Audit.Report.lost("the audit failed: " + failed), progress);
    } finally {
      delete(request);
    }
  }

  private static void delete(AuditRequest request) {
    if (request.history() != null) {
      try {
        Files.deleteIfExists(request.history());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void destroy() {
    worker.shutdownNow();
    heart.shutdownNow();
  }
}
