package io.firstserved.standalone.system;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to run where.
 *
 * @param commandPorts of the command side's nodes
 * @param queryPorts of the query side's nodes
 * @param mysqlPorts of the embedded database: one, or those of a group
 * @param redisPorts of the embedded Redis nodes; the first is the first master
 * @param sentinelPorts of the sentinels; empty without high availability
 * @param kafkaPorts of the embedded brokers
 * @param external servers that are there already and are used instead
 */
public record Blueprint(
    List<Integer> commandPorts,
    List<Integer> queryPorts,
    List<Integer> mysqlPorts,
    List<Integer> redisPorts,
    List<Integer> sentinelPorts,
    List<Integer> kafkaPorts,
    External external) {

  /**
   * Servers that are there already; null means embedded.
   *
   * @param mysqlUrl JDBC URL of a MySQL server, without a database
   * @param mysqlUser may create databases and users there; its password comes from the environment
   *     variable {@code FIRST_SERVED_MYSQL_PASSWORD}
   * @param redisUrl {@code redis://…}
   * @param kafka bootstrap servers
   */
  public record External(
      @Nullable String mysqlUrl,
      String mysqlUser,
      @Nullable String redisUrl,
      @Nullable String kafka) {}

  /** Whether the embedded database is a group of servers. */
  boolean hasMySqlGroup() {
    return external.mysqlUrl() == null && mysqlPorts.size() > 1;
  }

  /** Whether several nodes of everything run. */
  public boolean highlyAvailable() {
    return commandPorts.size() > 1;
  }
}
