package io.firstserved.database.durability;

import io.firstserved.database.group.PrimaryPools;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Looks at the settings of a database's server, or of each server of its group: any of them may
 * become the primary, and a majority keeps a commit only if its members do. Thread-safe.
 */
public final class Durability {

  private static final String QUESTION =
      "SHOW GLOBAL VARIABLES WHERE variable_name IN ("
          + String.join(",", Collections.nCopies(DurableSetting.variables().size(), "?"))
          + ")";

  private final PrimaryPools pools;
  private final DataSource database;
  private final Map<String, Map<String, String>> seen = new ConcurrentSkipListMap<>();

  /**
   * @param pools that know the database's servers
   * @param database a pool of these, or one that Spring Boot has made
   */
  public Durability(PrimaryPools pools, DataSource database) {
    this.pools = pools;
    this.database = database;
  }

  /**
   * What is wrong now, server by server. One that does not answer is judged by what it said last:
   * it may be silent to this node alone, and keep commits all the same.
   *
   * @throws SQLException if no server answers
   */
  public List<DurabilityFault> faults() throws SQLException {
    seen.putAll(pools.askEach(database, Durability::variables));
    return seen.entrySet().stream()
        .flatMap(server -> faults(server.getKey(), server.getValue()))
        .toList();
  }

  private static Stream<DurabilityFault> faults(String server, Map<String, String> variables) {
    return Stream.of(DurableSetting.values())
        .flatMap(setting -> setting.fault(server, variables).stream());
  }

  private static Map<String, String> variables(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(QUESTION)) {
      int parameter = 1;
      for (var name : DurableSetting.variables()) {
        statement.setString(parameter++, name);
      }
      var variables = new HashMap<String, String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          variables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
        }
      }
      return variables;
    }
  }
}
