package io.firstserved.standalone.system;

import io.firstserved.servers.MySqlGroup;
import io.firstserved.servers.Ports;
import java.util.ArrayList;
import java.util.List;

/** Sees before anything is started that every port can be had, and names those that cannot. */
final class PortCheck {

  private PortCheck() {}

  /**
   * Checks all ports of the embedded parts.
   *
   * @throws StartFailedException naming each port in use, who wanted it and the option to change it
   */
  static void check(Blueprint blueprint) {
    var taken = new ArrayList<String>();
    collect(taken, "the command side", "--command-port", blueprint.commandPorts());
    collect(taken, "the query side", "--query-port", blueprint.queryPorts());
    if (blueprint.external().mysqlUrl() == null) {
      collect(taken, "MySQL", "--mysql-port", blueprint.mysqlPorts());
      if (blueprint.hasMySqlGroup()) {
        collect(taken, "the MySQL group", "--mysql-port", groupPorts(blueprint));
      }
    }
    if (blueprint.external().redisUrl() == null) {
      collect(taken, "Redis", "--redis-port", blueprint.redisPorts());
      collect(taken, "Redis Sentinel", "--sentinel-port", blueprint.sentinelPorts());
    }
    if (blueprint.external().kafka() == null) {
      collect(taken, "Kafka", "--kafka-port", blueprint.kafkaPorts());
    }
    if (!taken.isEmpty()) {
      throw new StartFailedException(String.join("\n", taken));
    }
  }

  private static List<Integer> groupPorts(Blueprint blueprint) {
    return blueprint.mysqlPorts().stream()
        .map(port -> port + MySqlGroup.GROUP_PORT_OFFSET)
        .toList();
  }

  private static void collect(List<String> taken, String who, String option, List<Integer> ports) {
    for (var port : ports) {
      if (!Ports.isFree(port)) {
        taken.add(
            "Port %d, wanted by %s, is in use: free it or choose another by %s PORT."
                .formatted(port, who, option));
      }
    }
  }
}
