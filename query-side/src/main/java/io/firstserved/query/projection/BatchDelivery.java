package io.firstserved.query.projection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.TransactionStatus;

/**
 * Hands a batch to one run, all at once; if an event in it is at fault, one by one, and parks the
 * culprits. Works within the caller's transaction, in savepoints.
 */
final class BatchDelivery {

  private final Parking parking;
  private final JdbcOperations jdbc;
  private final Map<Projection, EventHandlers> handlers = new ConcurrentHashMap<>();

  BatchDelivery(Parking parking, JdbcOperations jdbc) {
    this.parking = parking;
    this.jdbc = jdbc;
  }

  /**
   * Delivers records that were not taken before, in the order of their offsets within a partition.
   */
  void deliver(Run run, List<TopicRecord> records, TransactionStatus transaction) {
    var partitions = records.stream().map(TopicRecord::partition).distinct().toList();
    var waiting = new HashSet<>(parking.waitingSequences(run, partitions));
    var readable = new ArrayList<TopicRecord>(records.size());
    for (var next : records) {
      if (waiting.contains(next.sequence())) {
        parking.parkBehind(run, next);
      } else if (next.fault() != null) {
        parking.park(run, next, next.fault());
        waiting.add(next.sequence());
      } else {
        readable.add(next);
      }
    }
    if (!readable.isEmpty()) {
      takeAllOrEach(run, readable, transaction);
    }
  }

  private void takeAllOrEach(Run run, List<TopicRecord> records, TransactionStatus transaction) {
    var savepoint = transaction.createSavepoint();
    try {
      take(run, records);
      transaction.releaseSavepoint(savepoint);
    } catch (RuntimeException fault) {
      if (!Faults.lieInTheEvent(fault)) {
        throw fault;
      }
      transaction.rollbackToSavepoint(savepoint);
      takeEach(run, records, transaction);
    }
  }

  private void takeEach(Run run, List<TopicRecord> records, TransactionStatus transaction) {
    var waiting = new HashSet<String>();
    for (var next : records) {
      if (waiting.contains(next.sequence())) {
        parking.parkBehind(run, next);
        continue;
      }
      takeOne(run, next, transaction)
          .ifPresent(
              cause -> {
                parking.park(run, next, cause);
                waiting.add(next.sequence());
              });
    }
  }

  /** Takes one record or leaves no trace of it, and then says why. */
  Optional<String> takeOne(Run run, TopicRecord next, TransactionStatus transaction) {
    if (next.fault() != null) {
      return Optional.of(next.fault());
    }
    var savepoint = transaction.createSavepoint();
    try {
      take(run, List.of(next));
      transaction.releaseSavepoint(savepoint);
      return Optional.empty();
    } catch (RuntimeException fault) {
      if (!Faults.lieInTheEvent(fault)) {
        throw fault;
      }
      transaction.rollbackToSavepoint(savepoint);
      return Optional.of(Faults.told(fault));
    }
  }

  private void take(Run run, List<TopicRecord> records) {
    var events = records.stream().map(TopicRecord::event).map(Objects::requireNonNull).toList();
    var writer = run.projection().begin(run.slot());
    handlers.computeIfAbsent(run.projection(), EventHandlers::new).handle(events, writer);
    writer.flush(jdbc);
  }
}
