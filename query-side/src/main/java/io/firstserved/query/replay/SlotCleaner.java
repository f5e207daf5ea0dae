package io.firstserved.query.replay;

import io.firstserved.database.MigrationDataSource;
import io.firstserved.query.platform.ReadModelProperties;
import io.firstserved.query.projection.Positions;
import io.firstserved.query.projection.ProjectionTransaction;
import io.firstserved.query.projection.Run;
import io.firstserved.query.replay.Replay.Status;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Empties a slot that is not live. The replay's row is locked meanwhile, so that a node which lost
 * its lease cannot empty what another has begun to fill.
 */
@Component
class SlotCleaner {

  private final JdbcTemplate jdbc;
  private final DataSource dataSource;
  private final Replays replays;
  private final Positions positions;
  private final ProjectionTransaction transaction;
  private final ReplayProperties properties;
  private final ReadModelProperties limits;

  SlotCleaner(
      JdbcTemplate jdbc,
      DataSource dataSource,
      Replays replays,
      Positions positions,
      ProjectionTransaction transaction,
      ReplayProperties properties,
      ReadModelProperties limits) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.replays = replays;
    this.positions = positions;
    this.transaction = transaction;
    this.properties = properties;
    this.limits = limits;
  }

  /**
   * Empties a run's slot and lets the replay go on to its next status, if the node still has it.
   */
  void clear(Run run, Replay replay, String node, Status next) {
    transaction
        .template()
        .executeWithoutResult(
            status -> {
              if (replays.holds(replay, node, properties.lease())) {
                forget(run);
                truncate(run);
                replays.become(replay, next);
              }
            });
  }

  private void forget(Run run) {
    positions.forget(run);
    jdbc.update(
        "DELETE FROM dead_letter WHERE projection = ? AND slot = ?",
        run.name(),
        run.slot().number());
  }

  /** On a connection of its own, because it would commit the transaction that holds the lock. */
  private void truncate(Run run) {
    try (var aside =
            MigrationDataSource.withLimit(dataSource.getConnection(), limits.schemaChangeLimit());
        var statement = aside.createStatement()) {
      for (var table : run.projection().tables()) {
        statement.execute(
            "ALTER TABLE " + table + " TRUNCATE PARTITION " + run.slot().tablePartition());
      }
    } catch (SQLException failed) {
      throw new UncategorizedSQLException("empty " + run.slot(), null, failed);
    }
  }
}
