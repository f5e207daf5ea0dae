package io.firstserved.query.projection;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What this node's projector is doing, for people, health and meters. Thread-safe. */
public final class ProjectorState {

  /** What the loop does. */
  public enum Status {
    /** It reads the topic. */
    RUNNING,
    /** Kafka or the database failed; the same batch is tried again until it succeeds. */
    RETRYING,
    /** It was stopped. */
    STOPPED
  }

  /**
   * A moment's view.
   *
   * @param status what the loop does
   * @param since since when
   * @param fault what it last failed at, while it is retrying
   * @param partitions the partitions this node has
   * @param blocked of these, the ones where an event is missing, with that found instead
   * @param diverged of these, the ones where the topic holds another log than the one that was
   *     projected, with what tells
   */
  public record View(
      Status status,
      Instant since,
      @Nullable String fault,
      Set<Integer> partitions,
      Map<Integer, Long> blocked,
      Map<Integer, String> diverged) {

    /** Whether every partition is being read on. */
    boolean isAtWork() {
      return status == Status.RUNNING && blocked.isEmpty() && diverged.isEmpty();
    }
  }

  private final Clock clock;
  private final Set<Integer> partitions = new TreeSet<>();
  private final Map<Integer, Long> blocked = new TreeMap<>();
  private final Map<Integer, String> diverged = new TreeMap<>();
  private Status status = Status.STOPPED;
  private Instant since;
  private @Nullable String fault;

  ProjectorState(Clock clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  /** What it is doing now. */
  public synchronized View view() {
    return new View(
        status,
        since,
        fault,
        new TreeSet<>(partitions),
        new TreeMap<>(blocked),
        new TreeMap<>(diverged));
  }

  synchronized void running() {
    become(Status.RUNNING, null);
  }

  synchronized void retrying(Throwable cause) {
    become(Status.RETRYING, Faults.told(cause));
  }

  synchronized void stopped() {
    become(Status.STOPPED, null);
    partitions.clear();
    blocked.clear();
    diverged.clear();
  }

  private void become(Status next, @Nullable String cause) {
    since = next == status ? since : clock.instant();
    status = next;
    fault = cause;
  }

  synchronized void assigned(Set<Integer> added) {
    partitions.addAll(added);
  }

  synchronized void revoked(Set<Integer> removed) {
    partitions.removeAll(removed);
    blocked.keySet().removeAll(removed);
    diverged.keySet().removeAll(removed);
  }

  synchronized boolean isHindered() {
    return !blocked.isEmpty() || !diverged.isEmpty();
  }

  /** Takes note of where some runs are; what one of them stands in front of, the node does. */
  synchronized void positioned(Collection<List<Position>> runs) {
    var mine =
        runs.stream()
            .flatMap(List::stream)
            .filter(at -> partitions.contains(at.partition()))
            .toList();
    mine.forEach(
        at -> {
          blocked.remove(at.partition());
          diverged.remove(at.partition());
        });
    for (var at : mine) {
      note(blocked, at.partition(), at.gapBefore());
      note(diverged, at.partition(), at.divergence());
    }
  }

  private static <T> void note(Map<Integer, T> troubles, int partition, @Nullable T trouble) {
    if (trouble != null) {
      troubles.put(partition, trouble);
    }
  }
}
