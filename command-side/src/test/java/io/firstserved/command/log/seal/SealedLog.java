package io.firstserved.command.log.seal;

import io.firstserved.command.log.tree.TreeStep;
import io.firstserved.command.log.tree.TreeTable;
import io.firstserved.database.BoundedTransactions;
import io.firstserved.servers.TestServers;
import io.firstserved.tree.StoredTree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A log on a real database, of one campaign's coupons, which is sealed as a node does. */
public final class SealedLog {

  private static final int BLOCK_SIZE = 50;
  private static final int TREE_BLOCKS = 3;

  private final DriverManagerDataSource source;
  private int head;

  public SealedLog(String name) {
    var database = TestServers.mysql().freshDatabase(name);
    source =
        new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
    Flyway.configure().dataSource(source).locations("classpath:db/migration/log").load().migrate();
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(source);
  }

  public StoredTree tree() {
    return new TreeTable(jdbc()).tree();
  }

  public void execute(String sql, Object... parameters) {
    new JdbcTemplate(source).update(sql, parameters);
  }

  public SealedLog append(int events) {
    var rows = IntStream.rangeClosed(head + 1, head + events).mapToObj(SealedLog::row).toList();
    new JdbcTemplate(source)
        .batchUpdate(
            "INSERT INTO domain_event_entry VALUES (?, ?, ?, 0, 'coupon', '2026-05-01T10:00:00Z',"
                + " 'coupon-issued', '1', ?, '{}')",
            rows);
    head += events;
    execute("UPDATE log_position SET head = ?", head);
    return this;
  }

  private static Object[] row(int index) {
    var payload =
        ("{\"couponId\":\"%026d\",\"campaignId\":\"spring\",\"userId\":\"u%d\",\"serial\":%d,"
                + "\"ordinal\":1,\"reservedAt\":\"2026-05-01T10:00:00Z\"}")
            .formatted(index, index, index);
    return new Object[] {
      index, "spring#" + index, "coupon-" + index, payload.getBytes(StandardCharsets.UTF_8)
    };
  }

  /** Seals all there is, tree included. */
  public SealedLog seal() {
    var transactions =
        new BoundedTransactions(
            jdbc(),
            new TransactionTemplate(new JdbcTransactionManager(source)),
            Duration.ofSeconds(6));
    var node =
        new SealStep(
            new SealTable(jdbc()),
            new TreeStep(new TreeTable(jdbc()), TREE_BLOCKS),
            transactions,
            BLOCK_SIZE);
    while (node.seal().more()) {
      // one block after the other
    }
    return this;
  }

  /** All that the sealer made, salts aside: a node makes it anew from the rows as they are. */
  public void deleteSealsAndTree() {
    execute("DELETE FROM log_seal");
    deleteTree();
  }

  /** As in a log that was sealed by a version without a tree. */
  public void deleteTree() {
    execute("DELETE FROM log_tree_tile");
    execute("UPDATE log_tree SET entries = 0");
  }

  /** The log of a backup: as it was when it had so many events, with all that it says of itself. */
  public void restoreTo(int events) {
    execute("DELETE FROM domain_event_entry WHERE global_index > ?", events);
    execute("UPDATE log_position SET head = ?", events);
    deleteSealsAndTree();
    head = events;
    seal();
  }
}
