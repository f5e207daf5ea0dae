package io.firstserved.query.audit.run;

import io.firstserved.position.VoidRule;
import io.firstserved.query.audit.check.IncarnationCheck;
import io.firstserved.query.audit.check.TopicCheck;
import io.firstserved.query.audit.check.Violations;
import io.firstserved.query.audit.source.IncarnationStore;
import io.firstserved.query.audit.source.SourceUnavailableException;
import io.firstserved.query.audit.source.StoredIncarnation;
import io.firstserved.query.audit.source.TopicCursor;
import java.util.List;
import java.util.Optional;

/**
 * The log's lives as one audit takes them: read once, before anything that is compared.
 *
 * @param stored as the log's table has them; those of a log that never lost anything, if it cannot
 *     be read
 */
record LogLives(List<StoredIncarnation> stored) {

  /**
   * Reads them.
   *
   * @throws SourceUnavailableException if the log's database does not answer
   */
  static LogLives of(Sources sources) {
    return new LogLives(sources.incarnations());
  }

  /** The same for an audit of the topic alone, which needs the database only after a loss. */
  static LogLives ifSeen(Sources sources) {
    try {
      return of(sources);
    } catch (SourceUnavailableException unseen) {
      return new LogLives(List.of(StoredIncarnation.FIRST));
    }
  }

  VoidRule rule() {
    return new VoidRule(IncarnationStore.lives(stored));
  }

  long present() {
    return IncarnationStore.lives(stored).present();
  }

  IncarnationCheck check(Violations violations) {
    return new IncarnationCheck(violations, stored);
  }

  /**
   * What a topic shows that has records of a later life than these: the table has changed since it
   * was read, cannot be read, or was restored to an older state.
   *
   * @return why this audit is not complete; empty if it is, or if it has found a violation
   */
  Optional<String> compare(TopicCursor topic, Sources sources, Violations violations) {
    if (topic.newestLife() <= present()) {
      return Optional.empty();
    }
    var now = of(sources).present();
    if (now >= topic.newestLife()) {
      return Optional.of("incarnation " + now + " of the log began meanwhile");
    }
    TopicCheck.report(
        violations,
        0,
        null,
        "a topic of incarnation " + now + " of the log at most",
        "records of incarnation " + topic.newestLife());
    return Optional.empty();
  }
}
