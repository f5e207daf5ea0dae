package io.firstserved.query.projection;

import io.firstserved.position.VoidRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes batches of records into runs: rows, positions and dead letters of a batch in one
 * transaction. Because positions are read and locked in that transaction, the outcome does not
 * depend on who delivers which records how often (P7). Thread-safe.
 */
public final class Projector {

  private final List<Projection> projections;
  private final Positions positions;
  private final KnownIncarnations incarnations;
  private final BatchDelivery delivery;
  private final TransactionTemplate transaction;
  private final String node;

  Projector(
      List<Projection> projections,
      Positions positions,
      KnownIncarnations incarnations,
      BatchDelivery delivery,
      TransactionTemplate transaction,
      String node) {
    this.projections = projections;
    this.positions = positions;
    this.incarnations = incarnations;
    this.delivery = delivery;
    this.transaction = transaction;
    this.node = node;
  }

  /**
   * Takes a batch into the live run of every projection.
   *
   * @return what became of it
   * @throws RuntimeException if the database failed; then nothing is taken
   */
  public Outcome takeLive(List<TopicRecord> records) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              var slots = positions.holdLiveSlots();
              var outcome = new Outcome();
              for (var projection : projections) {
                var slot = Objects.requireNonNull(slots.get(projection.name()));
                outcome.add(take(new Run(projection, slot), records, status));
              }
              return outcome;
            }));
  }

  /** Makes sure that every live run has positions in these partitions. */
  void beginLive(Collection<Integer> partitions) {
    transaction.executeWithoutResult(
        status -> {
          var slots = positions.holdLiveSlots();
          for (var projection : projections) {
            var slot = Objects.requireNonNull(slots.get(projection.name()));
            positions.create(new Run(projection, slot), partitions);
          }
        });
  }

  /**
   * Takes a batch into one run, whichever it is, within the caller's transaction. While one of the
   * run's partitions stands in front of another log, no other is taken any further: that what comes
   * there contradicts nothing does not mean that it is of the log that was projected. A run that
   * has taken what is void now takes nothing more.
   */
  public Outcome take(Run run, List<TopicRecord> records, TransactionStatus status) {
    var byPartition = new TreeMap<Integer, List<TopicRecord>>();
    records.forEach(
        next -> byPartition.computeIfAbsent(next.partition(), p -> new ArrayList<>()).add(next));
    var starts = positions.lock(run, byPartition.keySet());
    var ofRun = new ArrayList<>(starts.values());
    ofRun.addAll(positions.others(run, byPartition.keySet()));
    var chains = follow(run, starts, ofRun, byPartition);
    if (hasDiverged(ofRun, chains)) {
      chains.removeIf(chain -> !chain.isDiverged());
    }
    var outcome = new Outcome();
    chains.forEach(chain -> outcome.add(run, chain, node));
    var taken = chains.stream().flatMap(chain -> chain.taken().stream()).toList();
    if (!taken.isEmpty()) {
      delivery.deliver(run, taken, status);
    }
    positions.save(run, outcome.positions(run));
    return outcome;
  }

  private List<PredecessorChain> follow(
      Run run,
      Map<Integer, Position> starts,
      List<Position> ofRun,
      Map<Integer, List<TopicRecord>> records) {
    var rule = new VoidRule(incarnations.latest());
    var stands = VoidedRuns.divergence(rule, run.name(), ofRun).orElse(null);
    var chains = new ArrayList<PredecessorChain>(records.size());
    records.forEach(
        (partition, ofPartition) -> {
          var start = Objects.requireNonNull(starts.get(partition));
          chains.add(
              stands == null
                  ? PredecessorChain.from(start, ofRun, rule, ofPartition)
                  : PredecessorChain.standing(start, rule, stands));
        });
    return chains;
  }

  private static boolean hasDiverged(Collection<Position> ofRun, List<PredecessorChain> chains) {
    var followed = chains.stream().map(PredecessorChain::partition).collect(Collectors.toSet());
    return chains.stream().anyMatch(PredecessorChain::isDiverged)
        || ofRun.stream().anyMatch(at -> at.isDiverged() && !followed.contains(at.partition()));
  }

  /**
   * Tries a parked event again, within the caller's transaction, which must have locked the run's
   * position in the event's partition.
   *
   * @return why it still cannot be taken; empty if it was
   */
  public Optional<String> takeParked(Run run, TopicRecord letter, TransactionStatus status) {
    return delivery.takeOne(run, letter, status);
  }

  /** What became of a batch. */
  public static final class Outcome {

    private final Map<String, List<Position>> positions = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<Integer, Long> nextOffsets = new TreeMap<>();
    private final Map<Integer, Position> rereads = new TreeMap<>();

    private void add(Run run, PredecessorChain chain, String node) {
      var position = chain.position(node);
      positions.computeIfAbsent(run.name(), name -> new ArrayList<>()).add(position);
      taken.merge(run.name(), chain.taken().size(), Integer::sum);
      nextOffsets.merge(position.partition(), position.nextOffset(), Math::min);
      if (chain.mustReread()) {
        rereads.merge(position.partition(), position, Outcome::earlier);
      }
    }

    private void add(Outcome other) {
      positions.putAll(other.positions);
      taken.putAll(other.taken);
      other.nextOffsets.forEach((partition, next) -> nextOffsets.merge(partition, next, Math::min));
      other.rereads.forEach((partition, at) -> rereads.merge(partition, at, Outcome::earlier));
    }

    private static Position earlier(Position one, Position other) {
      return one.nextOffset() <= other.nextOffset() ? one : other;
    }

    private List<Position> positions(Run run) {
      return positions.getOrDefault(run.name(), List.of());
    }

    /** How many events each projection took. */
    public Map<String, Integer> taken() {
      return taken;
    }

    /** The positions after it, by projection. */
    public Map<String, List<Position>> positions() {
      return positions;
    }

    /** By partition, up to where every projection is. */
    public Map<Integer, Long> nextOffsets() {
      return nextOffsets;
    }

    /** By partition, from where to read again to find what may merely not have been read. */
    Map<Integer, Position> rereads() {
      return rereads;
    }
  }
}
