package io.firstserved.standalone;

import io.firstserved.standalone.system.Blueprint;
import io.firstserved.standalone.system.DataFolder;
import io.firstserved.standalone.system.MySqlServers;
import io.firstserved.standalone.system.StartFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to run where, as given on the command line. */
final class UpOptions {

  private static final int REPLICAS = 3;
  private static final int SENTINELS = 3;
  private static final int BROKERS = 3;

  @Option(
      names = "--ha",
      description =
          "Redis with three replicas and three sentinels, three brokers, two nodes of each side,"
              + " and a MySQL group of three where MySQL is installed; further ports count upwards from the first; HAProxy and Prometheus as well where"
              + " they are installed (docker/beside)")
  private boolean ha;

  @Option(names = "--command-port", paramLabel = "PORT", description = "default: 8080")
  private int commandPort = 8080;

  @Option(names = "--query-port", paramLabel = "PORT", description = "default: 8090")
  private int queryPort = 8090;

  @Option(names = "--mysql-port", paramLabel = "PORT", description = "default: 3307")
  private int mysqlPort = 3307;

  @Option(names = "--redis-port", paramLabel = "PORT", description = "default: 6379")
  private int redisPort = 6379;

  @Option(names = "--sentinel-port", paramLabel = "PORT", description = "default: 26379")
  private int sentinelPort = 26379;

  @Option(names = "--kafka-port", paramLabel = "PORT", description = "default: 29092")
  private int kafkaPort = 29092;

  @Option(
      names = "--mysql-servers",
      paramLabel = "1|3",
      description =
          "1: an embedded MariaDB; 3: a MySQL group of three of the mysqld on PATH, 8.4 or newer,"
              + " on three ports and three more 10 above (default: what the folder has; for a new"
              + " one 3 with --ha where MySQL is installed, else 1)")
  private @Nullable Integer mysqlServers;

  @Option(
      names = "--mysql-url",
      paramLabel = "URL",
      description =
          "Use this MySQL (jdbc:mysql://host:port/, or host:port,host:port,host:port of a group)"
              + " instead of one of its own; the password of --mysql-user is read from FIRST_SERVED_MYSQL_PASSWORD")
  private @Nullable String mysqlUrl;

  @Option(
      names = "--mysql-user",
      paramLabel = "USER",
      description = "May create databases and users there (default: root)")
  private String mysqlUser = "root";

  @Option(
      names = "--redis-url",
      paramLabel = "URL",
      description = "Use this Redis (redis://host:port) instead of an embedded one")
  private @Nullable String redisUrl;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT,…",
      description = "Use this Kafka instead of an embedded one")
  private @Nullable String kafka;

  /**
   * What is to run where.
   *
   * @throws StartFailedException if the database that is asked for cannot be had on this folder
   */
  Blueprint blueprint(DataFolder folder) {
    int nodes = ha ? 2 : 1;
    int servers = mysqlUrl == null ? MySqlServers.count(folder, mysqlServers, ha) : 1;
    return new Blueprint(
        from(commandPort, nodes),
        from(queryPort, nodes),
        from(mysqlPort, servers),
        from(redisPort, ha ? 1 + REPLICAS : 1),
        from(sentinelPort, ha ? SENTINELS : 0),
        from(kafkaPort, ha ? BROKERS : 1),
        new Blueprint.External(mysqlUrl, mysqlUser, redisUrl, kafka));
  }

  /** The same options again, for another process. */
  List<String> repeated() {
    var arguments = new ArrayList<String>();
    if (ha) {
      arguments.add("--ha");
    }
    add(arguments, "--command-port", Integer.toString(commandPort));
    add(arguments, "--query-port", Integer.toString(queryPort));
    add(arguments, "--mysql-port", Integer.toString(mysqlPort));
    add(arguments, "--redis-port", Integer.toString(redisPort));
    add(arguments, "--sentinel-port", Integer.toString(sentinelPort));
    add(arguments, "--kafka-port", Integer.toString(kafkaPort));
    add(arguments, "--mysql-servers", mysqlServers == null ? null : mysqlServers.toString());
    add(arguments, "--mysql-url", mysqlUrl);
    add(arguments, "--mysql-user", mysqlUser);
    add(arguments, "--redis-url", redisUrl);
    add(arguments, "--kafka", kafka);
    return arguments;
  }

  private static void add(List<String> arguments, String option, @Nullable String value) {
    if (value != null) {
      arguments.add(option);
      arguments.add(value);
    }
  }

  private static List<Integer> from(int first, int count) {
    return IntStream.range(first, first + count).boxed().toList();
  }
}
