package io.firstserved.standalone.system;

import io.firstserved.servers.EmbeddedServer;
import io.firstserved.servers.Kafka;
import io.firstserved.servers.MariaDb;
import io.firstserved.servers.MySqlGroup;
import io.firstserved.servers.Redis;
import io.firstserved.servers.RedisSentinelCluster;
import io.firstserved.servers.ServerStartException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The servers behind the applications: the embedded ones of this system, or those given by URL. */
final class Backing implements AutoCloseable {

  private final Blueprint blueprint;
  private final DataFolder folder;
  private final Secrets secrets;
  private final Terminal terminal;
  private final List<AutoCloseable> started = new CopyOnWriteArrayList<>();
  private final List<Watched> watched = new CopyOnWriteArrayList<>();

  Backing(Blueprint blueprint, DataFolder folder, Secrets secrets, Terminal terminal) {
    this.blueprint = blueprint;
    this.folder = folder;
    this.secrets = secrets;
    this.terminal = terminal;
  }

  /** Starts what is to be embedded, all at once, and waits until all of it answers. */
  void start() {
    Together.run(this::startMySql, this::startRedis, this::startKafka);
  }

  /** The processes to keep an eye on. */
  List<Watched> watched() {
    return watched;
  }

  Database database() {
    var external = blueprint.external();
    if (external.mysqlUrl() == null) {
      return new Database(
          "jdbc:mysql://" + addresses(blueprint.mysqlPorts()) + "/", "root", secrets.mysqlRoot());
    }
    var password = System.getenv("FIRST_SERVED_MYSQL_PASSWORD");
    return new Database(
        external.mysqlUrl().replaceFirst("\\?.*", "").replaceFirst("/*$", "/"),
        external.mysqlUser(),
        password == null ? "" : password);
  }

  String kafkaServers() {
    var external = blueprint.external().kafka();
    return external != null ? external : addresses(blueprint.kafkaPorts());
  }

  private void startMySql() {
    if (blueprint.external().mysqlUrl() != null) {
      return;
    }
    if (blueprint.hasMySqlGroup()) {
      startMySqlGroup();
    } else {
      startMariaDb();
    }
  }

  private void startMySqlGroup() {
    var begin = Instant.now();
    var settings =
        new MySqlGroup.Settings(
            Application.home().resolve("docker/mysql"),
            blueprint.mysqlPorts(),
            secrets.mysqlRoot(),
            secrets.replication());
    var group = MySqlGroup.start(folder.root(), settings);
    keep(group, "MySQL", group.members().toArray(EmbeddedServer[]::new));
    ready("MySQL group", ports(blueprint.mysqlPorts()), begin);
  }

  private void startMariaDb() {
    var begin = Instant.now();
    var port = blueprint.mysqlPorts().getFirst();
    var settings = MariaDb.Settings.forApplications(port, secrets.mysqlRoot());
    var server = MariaDb.start(folder.of("mariadb"), settings);
    keep(server, "MySQL", server);
    ready("MySQL", "127.0.0.1:" + server.port() + " (MariaDB)", begin);
    if (blueprint.highlyAvailable()) {
      terminal.say(
          "  One server and no group: a coupon that was answered is lost with its disk. A group"
              + " starts where mysqld and mysql 8.4 or newer are on PATH, or is named by"
              + " --mysql-url.");
    }
  }

  private void startRedis() {
    if (blueprint.external().redisUrl() != null) {
      return;
    }
    var begin = Instant.now();
    if (blueprint.sentinelPorts().isEmpty()) {
      var port = blueprint.redisPorts().getFirst();
      var server = Redis.start(folder.of("redis"), port);
      keep(server, "Redis", server);
      ready("Redis", "127.0.0.1:" + port, begin);
      return;
    }
    var cluster =
        RedisSentinelCluster.start(
            folder.root(), blueprint.redisPorts(), blueprint.sentinelPorts());
    keep(cluster, "Redis", cluster.nodes().toArray(EmbeddedServer[]::new));
    keep(() -> {}, "Redis Sentinel", cluster.sentinels().toArray(EmbeddedServer[]::new));
    ready("Redis", ports(blueprint.redisPorts()), begin);
    ready("Redis Sentinel", ports(blueprint.sentinelPorts()), begin);
  }

  private void startKafka() {
    if (blueprint.external().kafka() != null) {
      return;
    }
    var begin = Instant.now();
    var kafka = Kafka.start(folder.root(), blueprint.kafkaPorts());
    keep(kafka, "Kafka", kafka.brokers().toArray(EmbeddedServer[]::new));
    ready("Kafka", ports(blueprint.kafkaPorts()), begin);
  }

  private void keep(AutoCloseable closeable, String name, EmbeddedServer... servers) {
    started.add(closeable);
    for (var server : servers) {
      watched.add(new WatchedServer(name + " on port " + server.port(), server));
    }
  }

  private void ready(String name, String address, Instant begin) {
    terminal.part(
        name, address, "ready in " + Terminal.seconds(Duration.between(begin, Instant.now())));
  }

  private static String ports(List<Integer> ports) {
    return "127.0.0.1:" + ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String addresses(List<Integer> ports) {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Stops what was started here; data stays. */
  @Override
  public void close() {
    Together.run(
        started.stream().<Runnable>map(server -> () -> close(server)).toArray(Runnable[]::new));
  }

  private static void close(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      throw new ServerStartException("could not be stopped: " + e.getMessage(), e);
    }
  }
}
