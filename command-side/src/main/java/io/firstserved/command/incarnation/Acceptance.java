package io.firstserved.command.incarnation;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.command.log.AppendRefusedException;
import io.firstserved.command.log.LogUnavailableException;
import io.firstserved.command.log.identity.IdentityUnknownException;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.identity.ShorterLog;
import io.firstserved.command.log.identity.StoredIncarnation;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Accepts the log as it is: begins another incarnation, and records that in the log. If the second
 * fails, the same call again does only that. Thread-safe.
 */
@Component
class Acceptance {

  private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);

  private final ShorterLog log;
  private final LogIdentity identity;
  private final RecordedIncarnations recorded;

  Acceptance(ShorterLog log, LogIdentity identity, RecordedIncarnations recorded) {
    this.log = log;
    this.identity = identity;
    this.recorded = recorded;
  }

  /** The log as it is now; compared with the topic now, or if that is away when it was last. */
  LogAnswer log() {
    return available(
        () -> {
          compare();
          var places = recorded.places();
          return new LogAnswer(
              LogIdentity.LOG,
              log.head(),
              identity.divergence().orElse(null),
              interruptibly(log::firstIndex),
              log.incarnations().stream()
                  .map(each -> IncarnationAnswer.of(each, places.get(each.number())))
                  .toList());
        });
  }

  private void compare() {
    try {
      hasDiverged();
    } catch (IdentityUnknownException away) {
      LOG.debug("told as last seen", away);
    }
  }

  /**
   * Accepts the log.
   *
   * @throws RefusedException LOG_NOT_DIVERGED, LOG_MOVED, LOG_INCONSISTENT or FIRST_INDEX_REFUSED:
   *     nothing is changed
   * @throws LogUnavailableException if the log cannot be read or written now, or not be compared;
   *     the same call again goes on where this one ended
   */
  IncarnationAnswer accept(ShorterLog.Decision decision) {
    return available(() -> recorded(begun(decision)));
  }

  private StoredIncarnation begun(ShorterLog.Decision decision) {
    if (!hasDiverged()) {
      return unrecorded();
    }
    var begun = interruptibly(() -> log.begin(decision));
    LOG.warn("{} accepted the log: {}", decision.by(), begun);
    return begun;
  }

  private boolean hasDiverged() {
    return interruptibly(log::hasDiverged);
  }

  private interface Question<T> {
    T ask() throws InterruptedException;
  }

  private static <T> T interruptibly(Question<T> question) {
    try {
      return question.ask();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException.Unreadable(stopped);
    }
  }

  private StoredIncarnation unrecorded() {
    var present = log.incarnations().getLast();
    if (present.number() == 0 || recorded.places().containsKey(present.number())) {
      throw new RefusedException(
          Reason.LOG_NOT_DIVERGED,
          "nothing contradicts the log: it is of incarnation %d, and there is nothing to accept"
              .formatted(present.number()));
    }
    return present;
  }

  private IncarnationAnswer recorded(StoredIncarnation begun) {
    return IncarnationAnswer.of(begun, place(begun));
  }

  private long place(StoredIncarnation begun) {
    try {
      return recorded.add(begun);
    } catch (AppendRefusedException otherNodeWasFaster) {
      var place = recorded.places().get(begun.number());
      if (place == null) {
        throw new RefusedException(Reason.OVERLOADED, "another node is recording, too; ask again");
      }
      return place;
    }
  }

  private static <T> T available(Supplier<T> work) {
    try {
      return work.get();
    } catch (IdentityUnknownException | DataAccessException | TransactionException away) {
      throw new LogUnavailableException.Unreadable(away);
    }
  }
}
