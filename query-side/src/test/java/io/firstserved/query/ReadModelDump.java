package io.firstserved.query;

import io.firstserved.servers.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything the read models hold in their live slots, row by row, without the slot's number. */
public final class ReadModelDump {

  private static final Map<String, String> TABLES =
      Map.of(
          "campaigns", "campaign_summary",
          "coupons", "coupon",
          "timeline", "issuance_second");

  private ReadModelDump() {}

  public static Map<String, List<String>> of(TestDatabase database) {
    var dump = new LinkedHashMap<String, List<String>>();
    TABLES.forEach(
        (projection, table) ->
            dump.put(
                projection,
                rows(
                    database,
                    "SELECT t.* FROM "
                        + table
                        + " t JOIN projection p ON p.live_slot = t.slot"
                        + " WHERE p.name = '"
                        + projection
                        + "' ORDER BY 2, 3")));
    return dump;
  }

  public static long count(TestDatabase database, String sql) {
    return Long.parseLong(rows(database, sql + " ").getFirst().replaceAll("\\|", ""));
  }

  private static List<String> rows(TestDatabase database, String sql) {
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      var columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        var row = new StringBuilder();
        for (var column = 1; column <= columns; column++) {
          if (!result.getMetaData().getColumnName(column).equals("slot")) {
            row.append(result.getString(column)).append('|');
          }
        }
        rows.add(row.toString());
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
