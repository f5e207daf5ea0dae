package io.firstserved.command.log;

import io.firstserved.command.log.BatchGuards.TakenKeys;
import io.firstserved.command.log.LogTable.Start;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Prepares one batch in one transaction, up to the commit.
 *
 * <p>One round trip when nothing is refused: take the indexes and the lock, read the versions of
 * the campaigns that are issued for, insert all rows. If a guard speaks, everything is undone and
 * done again with care, for five round trips more for the whole batch, however many commands are
 * refused: under the lock nobody else appends, so one look at the keys finds every offender (ADR
 * 0011).
 */
final class BatchTransaction {

  private final LogTable table;
  private final List<Append> batch;
  private final List<EventRow> rows;
  private boolean duplicates;

  BatchTransaction(LogTable table, List<Append> batch) {
    this.table = table;
    this.batch = batch;
    this.rows = batch.stream().flatMap(append -> append.rows().stream()).toList();
  }

  /**
   * Inserts what the guards let in.
   *
   * @param lookFirst whether to look for taken keys before the first insert, because duplicates are
   *     likely
   */
  PreparedBatch prepare(boolean lookFirst) throws SQLException {
    if (!lookFirst) {
      var prepared = atOnce();
      if (prepared.isPresent()) {
        return prepared.get();
      }
      table.rollback();
    }
    return withCare();
  }

  /** Empty if a guard speaks against any of it. */
  private Optional<PreparedBatch> atOnce() throws SQLException {
    try {
      var prepared = admit(table.append(rows), TakenKeys.none());
      return Optional.of(prepared).filter(batch -> batch.refused().isEmpty());
    } catch (SQLIntegrityConstraintViolationException duplicate) {
      return Optional.empty();
    }
  }

  private PreparedBatch withCare() throws SQLException {
    var start = table.start(rows);
    var prepared = admit(start, table.takenKeys(rows));
    var admitted = prepared.rows();
    if (!admitted.isEmpty()) {
      table.insert(admitted, start.firstIndex());
      if (admitted.size() < rows.size()) {
        table.takeIndexes(admitted.size() - rows.size());
      }
    }
    return prepared;
  }

  private PreparedBatch admit(Start start, TakenKeys taken) {
    var guards = new BatchGuards(new HashMap<>(start.campaignVersions()), taken);
    var accepted = new ArrayList<Append>(batch.size());
    var refused = new LinkedHashMap<Append, AppendRefusedException>();
    for (var append : batch) {
      var refusal = guards.admit(append);
      if (refusal == null) {
        accepted.add(append);
      } else {
        refused.put(append, refusal);
        duplicates |= !(refusal instanceof AppendRefusedException.CampaignMoved);
      }
    }
    return new PreparedBatch(accepted, start.firstIndex(), refused);
  }

  /** Whether a key of the batch was taken. */
  boolean metDuplicates() {
    return duplicates;
  }
}
