package io.firstserved.command.log;

import io.firstserved.command.log.identity.LogDivergedException;
import io.firstserved.command.log.identity.LogIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;

/**
 * Axon's JDBC event store, except that appending is group commit: the events of concurrent commands
 * go into the log in one transaction of this node's one writer, and each command waits for it.
 *
 * <p>Inside a unit of work an append is only staged. It happens once, when the unit of work is
 * about to commit, with everything the unit of work has published: all of it or nothing, side by
 * side. So whatever can refuse a command has spoken before its events are durable, and nothing
 * after.
 *
 * <p>Appending throws {@link AppendRefusedException} if a guard of the log speaks, {@link
 * LogUnavailableException} if the log cannot be written, and {@link IllegalArgumentException} if an
 * event does not fit the log's table. It needs no transaction of its caller, and takes part in
 * none.
 */
public final class GroupCommitEventStorageEngine extends JdbcEventStorageEngine {

  private final AppendQueue queue;
  private final LogProperties limits;
  private final LogMeters meters;
  private final LogIdentity identity;
  private final String resource = "first-served.staged-append." + System.identityHashCode(this);

  GroupCommitEventStorageEngine(
      Builder reading,
      AppendQueue queue,
      LogProperties limits,
      LogMeters meters,
      LogIdentity identity) {
    super(reading);
    this.queue = queue;
    this.limits = limits;
    this.meters = meters;
    this.identity = identity;
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    var rows = new EventRows(serializer).of(events);
    if (rows.isEmpty()) {
      return;
    }
    if (CurrentUnitOfWork.isStarted()) {
      stage(rows, CurrentUnitOfWork.get().root());
    } else {
      append(rows);
    }
  }

  private void stage(List<EventRow> rows, UnitOfWork<?> unitOfWork) {
    List<EventRow> staged =
        unitOfWork.getOrComputeResource(
            resource,
            key -> {
              var all = new ArrayList<EventRow>();
              unitOfWork.onCommit(committing -> append(all));
              return all;
            });
    staged.addAll(rows);
  }

  private void append(List<EventRow> rows) {
    long start = System.nanoTime();
    try {
      var append = new Append(rows);
      if (!append.rehearsal()) {
        requireSameLog();
      }
      queue.add(append);
      AppendReceipt.note(append.await(limits.answerLimit()));
    } finally {
      meters.appendTook(start);
    }
  }

  private void requireSameLog() {
    try {
      identity.requireSame();
    } catch (LogDivergedException diverged) {
      throw new LogUnavailableException.Diverged(diverged);
    }
  }

  @Override
  protected List<? extends DomainEventData<?>> fetchDomainEvents(
      String aggregateIdentifier, long firstSequenceNumber, int batchSize) {
    return LogFailures.reading(
        () -> super.fetchDomainEvents(aggregateIdentifier, firstSequenceNumber, batchSize));
  }

  /** A full page is followed by another select, a shorter one is the end: one select, not two. */
  @Override
  protected boolean fetchForAggregateUntilEmpty() {
    return false;
  }

  /** There are none: streams are short, and reading one would cost every command a select. */
  @Override
  protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
    return Stream.empty();
  }

  @Override
  protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
    throw new UnsupportedOperationException("the log takes no snapshots");
  }
}
