package io.firstserved.standalone.system;

import io.firstserved.standalone.system.Description.Kind;
import io.firstserved.standalone.system.Description.Part;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a blueprint has become. */
final class Inventory {

  private Inventory() {}

  static Description of(Blueprint blueprint, Backing backing) {
    var external = blueprint.external();
    var parts = new ArrayList<Part>();
    if (external.mysqlUrl() != null) {
      parts.add(new Part(Kind.MYSQL, "", external.mysqlUrl()));
    } else {
      var name = blueprint.hasMySqlGroup() ? "mysql" : "mariadb";
      add(parts, Kind.MYSQL, name, blueprint.mysqlPorts(), "127.0.0.1:");
    }
    if (external.redisUrl() != null) {
      parts.add(new Part(Kind.REDIS, "", withoutPassword(external.redisUrl())));
    } else {
      add(parts, Kind.REDIS, "redis", blueprint.redisPorts(), "127.0.0.1:");
      addAll(parts, Kind.SENTINEL, "redis-sentinel-", blueprint.sentinelPorts());
    }
    if (external.kafka() != null) {
      parts.add(new Part(Kind.KAFKA, "", external.kafka()));
    } else {
      addKafka(parts, blueprint.kafkaPorts());
    }
    add(parts, Kind.COMMAND, "command-side", blueprint.commandPorts(), "http://127.0.0.1:");
    add(parts, Kind.QUERY, "query-side", blueprint.queryPorts(), "http://127.0.0.1:");
    return new Description(parts, backing.database().url(Database.LOG));
  }

  private static void add(
      List<Part> parts, Kind kind, String name, List<Integer> ports, String prefix) {
    for (var port : ports) {
      var own = ports.size() == 1 ? name : name + "-" + port;
      parts.add(new Part(kind, own, prefix + port));
    }
  }

  private static void addAll(List<Part> parts, Kind kind, String prefix, List<Integer> ports) {
    ports.forEach(port -> parts.add(new Part(kind, prefix + port, "127.0.0.1:" + port)));
  }

  private static void addKafka(List<Part> parts, List<Integer> ports) {
    for (int i = 0; i < ports.size(); i++) {
      var name = ports.size() == 1 ? "kafka" : "kafka-" + (i + 1);
      parts.add(new Part(Kind.KAFKA, name, "127.0.0.1:" + ports.get(i)));
    }
  }

  private static String withoutPassword(String url) {
    return url.replaceFirst("//[^@/]*@", "//");
  }
}
