package io.firstserved.command.faults;

import io.firstserved.servers.TestDatabase;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A copy of all the log's tables, beside them, taken and put back as one moment. */
final class LogBackup {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private List<String> tables = List.of();

  LogBackup(TestDatabase database) {
    var source =
        new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
    jdbc = JdbcClient.create(source);
    transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  void take() {
    tables =
        jdbc.sql(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                    + " AND table_name <> 'flyway_schema_history'")
            .query(String.class)
            .list();
    tables.forEach(table -> jdbc.sql("CREATE TABLE kept_" + table + " LIKE " + table).update());
    copy("", "kept_");
  }

  /** While nodes go on talking to it. */
  void putBack() {
    copy("kept_", "");
  }

  private void copy(String from, String to) {
    transaction.executeWithoutResult(
        status -> {
          // Nobody appends or seals meanwhile.
          jdbc.sql("SELECT head FROM log_position FOR UPDATE").query(Long.class).single();
          jdbc.sql("SELECT id FROM log_seal_turn FOR UPDATE").query(Long.class).single();
          for (var table : tables) {
            jdbc.sql("DELETE FROM " + to + table).update();
            jdbc.sql("INSERT INTO " + to + table + " SELECT * FROM " + from + table).update();
          }
        });
  }
}
