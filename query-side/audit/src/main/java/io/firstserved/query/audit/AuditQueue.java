package io.firstserved.query.audit;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.loop.LoopBody.Heartbeat;
import io.firstserved.query.audit.run.AuditEngine;
import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.query.audit.run.AuditRequest;
import io.firstserved.query.audit.run.Progress;
import io.firstserved.query.audit.run.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs this node's audits, one after the other in one supervised loop: an audit uses a core and,
 * for 10 million events, some 400 MB. A second loop writes down how far each of them is.
 */
@Component
class AuditQueue {

  private static final Logger LOG = LoggerFactory.getLogger(AuditQueue.class);

  /** How long a turn waits for an audit to run. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** An audit that waits or runs. */
  private record Task(String id, AuditRequest request, AtomicReference<Progress> progress) {}

  private final AuditEngine engine;
  private final AuditTable audits;
  private final AuditMeters meters;
  private final AuditProperties limits;
  private final BlockingQueue<Task> waiting;
  private final Set<Task> open = ConcurrentHashMap.newKeySet();

  AuditQueue(AuditEngine engine, AuditTable audits, AuditMeters meters, AuditProperties limits) {
    this.engine = engine;
    this.audits = audits;
    this.meters = meters;
    this.limits = limits;
    this.waiting = new ArrayBlockingQueue<>(limits.queueLimit());
  }

  /**
   * Queues an audit and answers with its identity.
   *
   * @throws RefusedException OVERLOADED if the queue is full
   */
  String submit(AuditRequest request, String requestedBy) {
    var id = audits.add(request.campaign(), request.source(), requestedBy);
    var task = new Task(id, request, new AtomicReference<>(new Progress(() -> {})));
    open.add(task);
    if (waiting.offer(task)) {
      return id;
    }
    open.remove(task);
    audits.remove(id);
    delete(request);
    throw new RefusedException(
        Reason.OVERLOADED, limits.queueLimit() + " audits are waiting already");
  }

  /** Runs the next audit, or waits a moment for one. */
  Duration runNext(Heartbeat heartbeat) throws InterruptedException {
    var next = waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    if (next != null) {
      run(next, heartbeat);
    }
    return Duration.ZERO;
  }

  /** Writes down how far each audit is; a database that is away misses a beat and no more. */
  Duration beat(Heartbeat heartbeat) {
    for (var task : open) {
      var progress = Objects.requireNonNull(task.progress().get());
      audits.alive(task.id(), state(progress), progress);
    }
    return limits.heartbeat();
  }

  private static Audit.State state(Progress progress) {
    return progress.head() == 0 && progress.checked() == 0
        ? Audit.State.QUEUED
        : Audit.State.RUNNING;
  }

  private void run(Task task, Heartbeat heartbeat) {
    var progress = new Progress(heartbeat::succeeded);
    task.progress().set(progress);
    try {
      var result = engine.run(task.request(), progress);
      open.remove(task);
      audits.done(task.id(), result, progress);
      meters.done(task.request(), result);
    } catch (RuntimeException failed) {
      LOG.error("Audit {} failed", task.id(), failed);
      open.remove(task);
      var lost = Audit.Report.lost("the audit failed: " + failed);
      audits.done(task.id(), Verdict.INCOMPLETE, lost, progress);
    } finally {
      open.remove(task);
      delete(task.request());
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
}
