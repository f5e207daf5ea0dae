package io.firstserved.command.log.identity;

import io.firstserved.position.Incarnations;
import io.firstserved.position.LogPosition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What this node knows of the log's identity. Each node finds out for itself, because a row that
 * told the others would be restored with the log.
 *
 * <pre>
 *             compared, the same                 compared, a contradiction
 *  UNKNOWN ───────────────────────▶ SAME ◀────────────────────────────────▶ LOG_DIVERGED
 * </pre>
 *
 * What cannot be compared, because Kafka or the database is away, changes nothing: unknown is not
 * diverged, and diverged stays diverged. Thread-safe.
 */
public final class LogIdentity {

  /** The one log there is. */
  public static final int LOG = 0;

  /** Name of the state in which nothing is appended, relayed or sealed. */
  public static final String DIVERGED = "LOG_DIVERGED";

  private static final Logger LOGGER = LoggerFactory.getLogger(LogIdentity.class);

  private final IdentityTable table;
  private final RelayedEvents relayed;
  private final Supplier<Stream<IncarnationListener>> listeners;
  private final ReentrantLock oneCheck = new ReentrantLock();
  private volatile Incarnations incarnations = Incarnations.FIRST;
  private volatile boolean compared;
  private volatile @Nullable String contradiction;

  /**
   * @param jdbc the log's database
   * @param relayed asked by one thread at a time
   * @param listeners asked for when another life of the log has begun
   */
  public LogIdentity(
      JdbcClient jdbc, RelayedEvents relayed, Supplier<Stream<IncarnationListener>> listeners) {
    this.table = new IdentityTable(jdbc);
    this.relayed = relayed;
    this.listeners = listeners;
  }

  /**
   * Compares the log with what was relayed from it. What it finds is what this node knows from now
   * on.
   *
   * @throws RuntimeException if it could not be compared
   */
  public void check() throws InterruptedException {
    oneCheck.lockInterruptibly();
    try {
      notice(table.incarnations());
      found(contradiction());
    } finally {
      oneCheck.unlock();
    }
  }

  /** What fails to forget is told again by the next check; until then the state is what it was. */
  private void notice(Incarnations now) {
    if (!now.equals(incarnations)) {
      LOGGER.info("Incarnation {} of the log: forgetting what was remembered", now.present());
      listeners.get().forEach(IncarnationListener::incarnationBegun);
      incarnations = now;
    }
  }

  /** Tells those who have to know that a life of the log was begun by an operator, here. */
  void accepted(StoredIncarnation begun) {
    listeners.get().forEach(listener -> listener.incarnationAccepted(begun));
  }

  private Optional<String> contradiction() throws InterruptedException {
    var within = table.ends().contradiction();
    return within.isPresent()
        ? within
        : new IdentityCheck(table).contradiction(relayed.highest(), incarnations);
  }

  private void found(Optional<String> now) {
    var before = contradiction;
    contradiction = now.orElse(null);
    compared = true;
    if (now.isPresent() && !now.get().equals(before)) {
      LOGGER.error("{}: {}", DIVERGED, now.get());
    } else if (now.isEmpty() && before != null) {
      LOGGER.warn(
          "The log is the one that was relayed again: incarnation {}", incarnations.present());
    }
  }

  /**
   * Lets pass, unless the log is known to have diverged.
   *
   * @throws LogDivergedException says why it is
   */
  public void requireSame() {
    var why = contradiction;
    if (why != null) {
      throw new LogDivergedException(why);
    }
  }

  /**
   * Whether the log still has an event at its place.
   *
   * @throws RuntimeException if the log does not answer
   */
  public boolean has(SeenEvent event) {
    var index = event.index();
    return event.fingerprint().equals(table.fingerprints(List.of(index)).get(index));
  }

  /** Why the log is not the one that others have seen; empty if it is, or if that is unknown. */
  public Optional<String> divergence() {
    return Optional.ofNullable(contradiction);
  }

  /** Whether it was ever compared. */
  boolean known() {
    return compared;
  }

  /** The log's lives, as of the latest check. */
  public Incarnations incarnations() {
    return incarnations;
  }

  /** The place of an event of this log, as clients are told it. */
  public LogPosition position(long index) {
    return new LogPosition(LOG, incarnations.of(index), index);
  }
}
