package io.firstserved.command.log.identity;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.database.BoundedTransactions;
import io.firstserved.position.Incarnations;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Begins another life of a log that has lost its end (ADR 0019): one row more in {@code
 * log_incarnation}, and the relay back at the last event that log and topic have in common, in one
 * transaction in which nobody appends. Thread-safe, on several nodes at once.
 */
public final class ShorterLog {

  private final LogIdentity identity;
  private final RelayedTail relay;
  private final IdentityTable log;
  private final IncarnationTable incarnations;
  private final CommonPast past;
  private final BoundedTransactions transactions;

  /**
   * @param jdbc takes part in the transactions
   */
  public ShorterLog(
      LogIdentity identity, RelayedTail relay, JdbcClient jdbc, BoundedTransactions transactions) {
    this.identity = identity;
    this.relay = relay;
    this.log = new IdentityTable(jdbc);
    this.incarnations = new IncarnationTable(jdbc);
    this.past = new CommonPast(log);
    this.transactions = transactions;
  }

  /**
   * What an operator decides.
   *
   * @param head the log's last event, as the operator saw it
   * @param firstIndex the first event of the new life; null for the highest that there can be
   * @param by who decides
   * @param reason why; at most 500 characters
   */
  public record Decision(long head, @Nullable Long firstIndex, String by, String reason) {}

  /** The log's lives in order. */
  public List<StoredIncarnation> incarnations() {
    return incarnations.all();
  }

  /** The log's last event. */
  public long head() {
    return log.ends().head();
  }

  /**
   * The highest index that a new life can begin with: the one after the last relayed, or where a
   * relay that did not know had begun to send another log's events. If nothing contradicts the log,
   * or the topic is away, the former.
   */
  public long firstIndex() throws InterruptedException {
    long next = next(incarnations.relayed(relay.follower()), head());
    if (identity.divergence().isEmpty()) {
      return next;
    }
    try {
      return firstIndex(next, identity.incarnations(), known(relay::latest));
    } catch (IdentityUnknownException away) {
      return next;
    }
  }

  /** After what was carried and is still there. */
  private static long next(IncarnationTable.Relayed carried, long head) {
    return Math.min(carried.index(), head) + 1;
  }

  private long firstIndex(long next, Incarnations lives, List<SeenEvent> relayed) {
    return past.firstDifference(relayed, lives, next).orElse(next);
  }

  /**
   * Compares log and topic now, and says whether they contradict each other.
   *
   * @throws IdentityUnknownException if they cannot be compared
   */
  public boolean hasDiverged() throws InterruptedException {
    known(
        () -> {
          identity.check();
          return identity;
        });
    return identity.divergence().isPresent();
  }

  /**
   * Begins another life. This node knows of it when this returns, the others within their next
   * comparison.
   *
   * @throws RefusedException LOG_MOVED, LOG_INCONSISTENT or FIRST_INDEX_REFUSED; nothing is changed
   * @throws IdentityUnknownException if log and topic cannot be compared
   */
  public StoredIncarnation begin(Decision decision) throws InterruptedException {
    var lives = identity.incarnations();
    var relayed = known(relay::latest);
    var begun = transactions.execute(() -> begin(decision, lives, relayed));
    identity.accepted(begun);
    hasDiverged();
    return begun;
  }

  private StoredIncarnation begin(Decision decision, Incarnations lives, List<SeenEvent> relayed) {
    requireSeen(decision, lives);
    var carried = incarnations.lockRelayed(relay.follower());
    long atMost = firstIndex(next(carried, decision.head()), lives, relayed);
    long first = decision.firstIndex() == null ? atMost : decision.firstIndex();
    requireCommon(first, atMost);
    long last = first - 1;
    var previous = log.fingerprints(List.of(last)).getOrDefault(last, "");
    incarnations.add(number(lives, relayed), first, previous, decision.by(), decision.reason());
    incarnations.sendBack(
        relay.follower(), new IncarnationTable.Relayed(last, relay.memoAt(last, carried.memo())));
    return incarnations.all().getLast();
  }

  /** It is the state that the operator saw, and one that can be built on. */
  private void requireSeen(Decision decision, Incarnations lives) {
    long head = incarnations.lockHead();
    log.ends()
        .inconsistency()
        .ifPresent(
            why -> {
              throw new RefusedException(Reason.LOG_INCONSISTENT, why);
            });
    if (head != decision.head()) {
      throw new RefusedException(Reason.LOG_MOVED, "the log ends at " + head, Map.of("head", head));
    }
    if (log.incarnations().present() != lives.present()) {
      throw new RefusedException(
          Reason.LOG_MOVED, "another incarnation has begun meanwhile", Map.of("head", head));
    }
  }

  private static void requireCommon(long first, long atMost) {
    if (first > atMost) {
      var why = "log and topic have in common what is before %d".formatted(atMost);
      throw new RefusedException(Reason.FIRST_INDEX_REFUSED, why, Map.of("atMost", atMost));
    }
  }

  /** A log that lost the beginning of its last life knows only by the topic that there was one. */
  private static long number(Incarnations lives, List<SeenEvent> relayed) {
    long seen = relayed.stream().mapToLong(SeenEvent::incarnation).max().orElse(0);
    return 1 + Math.max(seen, lives.present());
  }

  private static <T> T known(Callable<T> question) throws InterruptedException {
    try {
      return question.call();
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (RuntimeException away) {
      throw new IdentityUnknownException(away);
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
