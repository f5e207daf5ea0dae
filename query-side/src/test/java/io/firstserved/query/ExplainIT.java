package io.firstserved.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every query of the read side is answered from an index, whatever the tables' size. */
class ExplainIT {

  /** Enough rows that a plan without an index would be dearer, few enough to be quick. */
  private static final int ROWS = 20_000;

  private static final String LIVE = "(SELECT live_slot FROM projection WHERE name = 'coupons')";

  private static final String LIVE_CAMPAIGNS =
      "(SELECT live_slot FROM projection WHERE name = 'campaigns')";

  private static TestDatabase database;

  @BeforeAll
  static void fill() throws SQLException {
    database = TestServers.mysql().freshDatabase("explain");
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.username(), database.password())
        .load()
        .migrate();
    try (var connection = connect();
        var insert =
            connection.prepareStatement(
                "INSERT INTO coupon (slot, coupon_id, campaign_id, user_id, serial, ordinal,"
                    + " status, issued_at_micros) VALUES (?, ?, ?, ?, ?, 1, 'ISSUED', ?)")) {
      connection.setAutoCommit(false);
      for (var n = 0; n < ROWS; n++) {
        insert.setInt(1, n % 2);
        insert.setString(2, "%026d".formatted(n));
        insert.setString(3, "campaign-" + n % 5);
        insert.setString(4, "user-" + n % 4_000);
        insert.setLong(5, n);
        insert.setLong(6, n);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
      connection.createStatement().execute("ANALYZE TABLE coupon");
      fillCampaigns(connection);
    }
  }

  /** Ten thousand in each slot, of which every tenth has not issued. */
  private static void fillCampaigns(Connection connection) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO campaign_summary (slot, campaign_id, name, created_at_micros,"
                + " last_issued_at_micros) VALUES (?, ?, 'x', ?, ?)")) {
      for (var n = 0; n < ROWS; n++) {
        insert.setInt(1, n % 2);
        insert.setString(2, "campaign-" + n);
        insert.setLong(3, n);
        insert.setObject(4, n % 10 < 2 ? null : (Long) (long) n);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
      connection.createStatement().execute("ANALYZE TABLE campaign_summary");
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  private static Map<String, String> plan(String query) throws SQLException {
    try (var connection = connect();
        var rows =
            connection.createStatement().executeQuery("EXPLAIN FORMAT=TRADITIONAL " + query)) {
      while (rows.next()) {
        if ("c".equals(rows.getString("table"))) {
          var plan = new HashMap<String, String>();
          plan.put("key", rows.getString("key"));
          plan.put("rows", rows.getString("rows"));
          plan.put("extra", String.valueOf(rows.getString("Extra")));
          return plan;
        }
      }
    }
    throw new AssertionError("no plan for " + query);
  }

  @Test
  void findsACouponByItsKey() throws SQLException {
    var there =
        plan(
            "SELECT * FROM coupon c WHERE slot = "
                + LIVE
                + " AND coupon_id = '%026d'".formatted(2));

    assertThat(there.get("key")).isEqualTo("PRIMARY");
    assertThat(Long.parseLong(there.get("rows"))).isEqualTo(1);
  }

  @Test
  void findsAUsersCouponsInOrderByTheirIndex() throws SQLException {
    var plan =
        plan(
            "SELECT * FROM coupon c WHERE slot = "
                + LIVE
                + " AND user_id = 'user-8' AND issued_at_micros >= 5"
                + " AND (issued_at_micros > 5 OR coupon_id > 'a')"
                + " ORDER BY issued_at_micros, coupon_id LIMIT 51");

    assertThat(plan.get("key")).isEqualTo("by_user");
    assertThat(plan.get("extra")).doesNotContain("filesort");
    assertThat(Long.parseLong(plan.get("rows"))).isLessThan(50);
  }

  @Test
  void pagesACampaignInOrderByItsIndex() throws SQLException {
    var plan =
        plan(
            "SELECT * FROM coupon c WHERE slot = "
                + LIVE
                + " AND campaign_id = 'campaign-2' AND serial >= 19000"
                + " AND (serial > 19000 OR coupon_id > 'a') ORDER BY serial, coupon_id LIMIT 51");

    assertThat(plan.get("key")).isEqualTo("by_campaign");
    assertThat(plan.get("extra")).doesNotContain("filesort");
  }

  @Test
  void findsTheCampaignsThatIssuedLastByTheirIndex() throws SQLException {
    var plan =
        plan(
            "SELECT * FROM campaign_summary c WHERE slot = "
                + LIVE_CAMPAIGNS
                + " AND last_issued_at_micros > 0 AND name IS NOT NULL"
                + " ORDER BY last_issued_at_micros DESC LIMIT 20");

    assertThat(plan.get("key")).isEqualTo("by_latest");
    assertThat(plan.get("extra")).doesNotContain("filesort");
  }

  @Test
  void findsTheCampaignsThatWereCreatedLastByTheirIndex() throws SQLException {
    var plan =
        plan(
            "SELECT * FROM campaign_summary c WHERE slot = "
                + LIVE_CAMPAIGNS
                + " AND last_issued_at_micros IS NULL AND name IS NOT NULL"
                + " ORDER BY created_at_micros DESC LIMIT 20");

    assertThat(plan.get("key")).isEqualTo("by_latest");
    assertThat(plan.get("extra")).doesNotContain("filesort");
  }

  @Test
  void searchesCampaignsInOrderByTheirKey() throws SQLException {
    var plan =
        plan(
            "SELECT * FROM campaign_summary c WHERE slot = "
                + LIVE_CAMPAIGNS
                + " AND campaign_id > 'campaign-2' AND campaign_id <= 'campaign-3' AND name IS NOT"
                + " NULL AND (LOWER(campaign_id) LIKE LOWER('a%') ESCAPE '!' OR LOWER(name) LIKE"
                + " LOWER('%a%') ESCAPE '!') ORDER BY campaign_id LIMIT 51");

    assertThat(plan.get("key")).isEqualTo("PRIMARY");
    assertThat(plan.get("extra")).doesNotContain("filesort");
  }

  @Test
  void readsATimelineInOrderByItsKey() throws SQLException {
    var plan =
        plan(
            "SELECT * FROM issuance_second c WHERE slot = (SELECT live_slot FROM projection WHERE"
                + " name = 'timeline') AND campaign_id = 'x' AND epoch_second > 5"
                + " ORDER BY epoch_second LIMIT 51");

    assertThat(plan.get("key")).isEqualTo("PRIMARY");
    assertThat(plan.get("extra")).doesNotContain("filesort");
  }
}
