package io.firstserved.query.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.firstserved.api.event.LogRow;
import io.firstserved.api.log.LogIncarnationBegun;
import io.firstserved.query.audit.seal.SealedRows;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A log on a real server, in the command side's own schema, filled row by row. */
public final class LogDatabase {

  private static final Path MIGRATIONS =
      Path.of("command-side", "src", "main", "resources", "db", "migration", "log");
  private static final Path SCHEMA = schema();

  public final TestDatabase database = TestServers.mysql().freshDatabase("log");
  public final JdbcTemplate jdbc;
  private final SealedRows sealed;

  /** The sealer's default: most events in a block. */
  public static final int SEALED_AT_ONCE = 1_000;

  public LogDatabase() {
    this(50);
  }

  /** With blocks of this size. */
  public LogDatabase(int blockSize) {
    sealed = new SealedRows(blockSize);
    var source =
        new DriverManagerDataSource(
            database.jdbcUrl() + "&rewriteBatchedStatements=true",
            database.username(),
            database.password());
    Flyway.configure().dataSource(source).locations("filesystem:" + SCHEMA).load().migrate();
    jdbc = new JdbcTemplate(source);
  }

  /** The command side's migrations, from whichever module the test runs in. */
  private static Path schema() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(MIGRATIONS))) {
      folder = Objects.requireNonNull(folder.getParent(), "not inside the project");
    }
    return folder.resolve(MIGRATIONS);
  }

  /** Appends rows and moves the head, as one batch of the writer. */
  public void append(List<LogRow> rows) {
    jdbc.batchUpdate(
        "INSERT INTO domain_event_entry (global_index, event_identifier, aggregate_identifier,"
            + " sequence_number, type, time_stamp, payload_type, payload_revision, payload,"
            + " meta_data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows.stream()
            .map(
                row ->
                    new Object[] {
                      row.index(),
                      row.eventId(),
                      row.aggregateId(),
                      row.sequence(),
                      row.aggregateType(),
                      row.timestamp(),
                      row.payloadType(),
                      row.revision(),
                      row.payload(),
                      row.metaData()
                    })
            .toList());
    jdbc.update("UPDATE log_position SET head = ?", rows.getLast().index());
  }

  /** Connections as a node of the query side has them. */
  public HikariDataSource pool() {
    var config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.username());
    config.setPassword(database.password());
    config.setReadOnly(true);
    return new HikariDataSource(config);
  }

  /** Says that the relay has sent everything up to here. */
  public void relayed(long index) {
    jdbc.update(
        "REPLACE INTO log_follower (name, position, memo, owner, fence, lease_until)"
            + " VALUES ('relay', ?, '', NULL, 1, NOW(3))",
        index);
  }

  /** The log as it was at this index, with all that its database says of itself. */
  public void restoreTo(long index) {
    jdbc.update("DELETE FROM domain_event_entry WHERE global_index > ?", index);
    jdbc.update("UPDATE log_position SET head = ?", index);
    jdbc.update("DELETE FROM log_seal WHERE last_index > ?", index);
    sealed.blocks().removeIf(block -> block.last() > index);
    relayed(index);
  }

  /** Accepts that, as an operator does; the caller appends the event that tells of it. */
  public void beginIncarnation(LogIncarnationBegun begun) {
    jdbc.update(
        "INSERT INTO log_incarnation VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3), ?, ?)",
        begun.log(),
        begun.incarnation(),
        begun.firstIndex(),
        begun.previousFingerprint(),
        begun.by(),
        begun.reason());
  }

  /** Seals these rows, the next ones, as the sealer does. */
  public void seal(List<LogRow> rows) {
    var blocks = sealed.seal(rows);
    sealed
        .salts()
        .forEach(
            (campaign, salt) ->
                jdbc.update("INSERT IGNORE INTO log_seal_salt VALUES (?, ?)", campaign, salt));
    blocks.forEach(
        block ->
            jdbc.update(
                "INSERT INTO log_seal VALUES (?, ?, ?, ?, ?)",
                block.block(),
                block.first(),
                block.last(),
                block.leaves(),
                block.seal()));
  }
}
