package io.firstserved.query.audit.run;

/** Runs audits, one at a time per call; thread-safe. */
public final class AuditEngine {

  private final Sources sources;
  private final AuditProperties limits;

  AuditEngine(Sources sources, AuditProperties limits) {
    this.sources = sources;
    this.limits = limits;
  }

  /** Runs an audit to its verdict. */
  public AuditResult run(AuditRequest request, Progress progress) {
    return new AuditRun(sources, limits, request, progress).run();
  }
}
