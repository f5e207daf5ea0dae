package io.firstserved.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of a whole system is restored to a backup, and the operator accepts that. */
class AcceptLogIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int KEPT = 10;
  private static final int LOST = 5;

  private final TestSystem system = new TestSystem("accepted");
  private final List<String> tables = new ArrayList<>();

  @BeforeEach
  void loseFiveCoupons() throws Exception {
    var up = system.up("--detach");
    assertThat(up.status()).as(up.output()).isZero();
    system.createCampaign("sold", 100);
    sell(1, KEPT);
    takeBackup();
    sell(KEPT + 1, LOST);
    putBack();
  }

  @AfterEach
  void down() {
    assertThat(system.run("down").status()).isZero();
  }

  private void sell(int first, int count) throws Exception {
    for (int buyer = first; buyer < first + count; buyer++) {
      var issued = system.issue("sold", "buyer-" + buyer);
      assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    }
    long all = first + count - 1L;
    await().atMost(LIMIT).until(() -> system.issuedInReadModel("sold") == all);
  }

  private void takeBackup() throws SQLException, IOException {
    try (var log = system.log();
        var all = log.createStatement().executeQuery("SHOW TABLES")) {
      while (all.next()) {
        tables.add(all.getString(1));
      }
      for (var table : tables) {
        execute(log, "CREATE TABLE kept_" + table + " LIKE " + table);
      }
      copy(log, "", "kept_");
    }
  }

  private void putBack() throws SQLException, IOException {
    try (var log = system.log()) {
      copy(log, "kept_", "");
    }
  }

  /** As one moment: nobody appends or seals meanwhile. */
  private void copy(Connection log, String from, String to) throws SQLException {
    log.setAutoCommit(false);
    execute(log, "SELECT head FROM log_position FOR UPDATE");
    execute(log, "SELECT id FROM log_seal_turn FOR UPDATE");
    for (var table : tables) {
      execute(log, "DELETE FROM " + to + table);
      execute(log, "INSERT INTO " + to + table + " SELECT * FROM " + from + table);
    }
    log.commit();
  }

  private static void execute(Connection log, String sql) throws SQLException {
    try (var statement = log.createStatement()) {
      statement.execute(sql);
    }
  }

  private Run accept(String... more) {
    var arguments = new ArrayList<>(List.of("--reason", "restored the backup"));
    arguments.addAll(List.of(more));
    return system.run("accept-log", arguments.toArray(String[]::new));
  }

  @Test
  void isSoldOnAndProvenOnceTheOperatorHasAcceptedIt() throws Exception {
    var unasked = accept();
    assertThat(unasked.output()).contains("it has lost its end", "say --yes");
    assertThat(unasked.status()).isEqualTo(1);
    var file = system.folder.root().resolve("lost.ndjson");

    var accepted = accept("--yes", "--lost", file.toString());

    assertThat(accepted.output())
        .contains("Incarnation 1 of the log begins at event", "5 lost events: " + file);
    assertThat(accepted.status()).as(accepted.output()).isZero();
    assertThat(Files.readAllLines(file))
        .hasSize(LOST)
        .allSatisfy(line -> assertThat(line).contains("coupon-issued", "\"buyer-1"));
    await().atMost(LIMIT).until(() -> system.issuedInReadModel("sold") == KEPT);
    sell(KEPT + 1, LOST);
    assertThat(system.issue("sold", "buyer-1").body()).contains("ALREADY_ISSUED");
    // Nobody is shown two histories under one name.
    await()
        .atMost(LIMIT)
        .until(() -> system.checkpoint().startsWith("first-served.local/logs/0/1\n"));
    var audit = system.run("audit");
    assertThat(audit.output()).contains("PROVEN");
    assertThat(audit.status()).as(audit.output()).isZero();
    var again = accept("--yes", "--lost", file.toString());
    assertThat(again.output()).contains("0 lost events");
    assertThat(again.status()).isZero();
  }
}
