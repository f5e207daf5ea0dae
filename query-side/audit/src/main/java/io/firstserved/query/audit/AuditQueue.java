package io.firstserved.query.audit;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.loop.LoopBody.Heartbeat;
import io.firstserved.query.audit.run.AuditEngine;
import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.query.audit.run.AuditRequest;
import io.firstserved.query.audit.run.Progress;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
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

  /**
   * An audit that waits, runs, or has a verdict that could not be written down yet.
   *
   * @param unwritten that verdict; null for none
   */
  private record Task(
      String id,
      AuditRequest request,
      AtomicReference<Progress> progress,
      AtomicReference<@Nullable Outcome> unwritten) {

    static Task of(String id, AuditRequest request) {
      var none = new Progress(() -> {});
      return new Task(id, request, new AtomicReference<>(none), new AtomicReference<>());
    }

    Progress reached() {
      return Objects.requireNonNull(progress.get());
    }
  }

  private final AuditEngine engine;
  private final AuditTable audits;
  private final SilentAudits silent;
  private final AuditMeters meters;
  private final AuditProperties limits;
  private final BlockingQueue<Task> waiting;
  private final Set<Task> open = ConcurrentHashMap.newKeySet();

  AuditQueue(
      AuditEngine engine,
      AuditTable audits,
      SilentAudits silent,
      AuditMeters meters,
      AuditProperties limits) {
    this.engine = engine;
    this.audits = audits;
    this.silent = silent;
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
    var task = Task.of(id, request);
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

  /**
   * Writes down how far each audit of this node is, or its verdict if that is still to be written,
   * and ends those of nodes that have stopped.
   */
  Duration beat(Heartbeat heartbeat) {
    try {
      open.forEach(this::beat);
      silent.look();
      return limits.heartbeat();
    } catch (DataAccessException away) {
      silent.forget();
      throw away;
    }
  }

  private void beat(Task task) {
    var verdict = task.unwritten().get();
    if (verdict == null) {
      audits.alive(task.id(), state(task.reached()), task.reached());
    } else {
      write(task, verdict);
    }
  }

  private static Audit.State state(Progress progress) {
    return progress.head() == 0 && progress.checked() == 0
        ? Audit.State.QUEUED
        : Audit.State.RUNNING;
  }

  private void run(Task task, Heartbeat heartbeat) {
    task.progress().set(new Progress(heartbeat::succeeded));
    try {
      end(task, outcome(task));
    } finally {
      delete(task.request());
    }
  }

  private Outcome outcome(Task task) {
    try {
      var result = engine.run(task.request(), task.reached());
      meters.took(Duration.ofMillis(result.figures().durationMillis()));
      return Outcome.of(result);
    } catch (RuntimeException failed) {
      LOG.error("Audit {} failed", task.id(), failed);
      return Outcome.lost("the audit failed: " + failed);
    }
  }

  /** A verdict is not lost because the database is away when it is found: the beats write it. */
  private void end(Task task, Outcome outcome) {
    try {
      write(task, outcome);
    } catch (DataAccessException away) {
      LOG.warn("The verdict of audit {} cannot be written yet", task.id(), away);
      task.unwritten().set(outcome);
    }
  }

  private void write(Task task, Outcome outcome) {
    if (!audits.done(task.id(), outcome, task.reached())) {
      LOG.warn("Audit {} was given up before it ended {}", task.id(), outcome.verdict());
    }
    open.remove(task);
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
