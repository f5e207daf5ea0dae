package io.firstserved.servers;

import io.firstserved.servers.MariaDb.Settings;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The servers that integration tests share: each started when first asked for, once per test JVM,
 * and ended with it. A test takes a database, a key prefix or a topic of its own and so needs no
 * cleaning up. Tests that break a server take a private one, by the {@code new…} methods, and close
 * it.
 */
public final class TestServers {

  private static final AtomicInteger NAMES = new AtomicInteger();

  private static @Nullable TestMySql mysql;
  private static @Nullable Redis redis;
  private static @Nullable TestKafka kafka;

  private TestServers() {}

  /** The database server: MariaDB, or the MySQL that the environment names ({@link TestMySql}). */
  public static synchronized TestMySql mysql() {
    if (mysql == null) {
      mysql = TestMySql.fromEnvironment().orElseGet(() -> TestMySql.of(newMariaDb()));
    }
    return mysql;
  }

  /**
   * A database server of the size that the applications are given by {@code ./first-served up}, for
   * benchmarks; or the MySQL that the environment names.
   */
  public static synchronized TestMySql mysqlForBenchmarks() {
    if (mysql == null) {
      mysql =
          TestMySql.fromEnvironment()
              .orElseGet(
                  () -> TestMySql.of(newMariaDb(Settings.forApplications(Ports.free(), "secret"))));
    }
    return mysql;
  }

  /** A Redis for everybody: use keys of your own, do not flush or stop it. */
  public static synchronized Redis redis() {
    if (redis == null) {
      redis = newRedis();
    }
    return redis;
  }

  /** A one-broker Kafka for everybody. */
  public static synchronized TestKafka kafka() {
    if (kafka == null) {
      kafka = new TestKafka(newKafka());
    }
    return kafka;
  }

  /** A MariaDB to break, with nothing in it. */
  public static MariaDb newMariaDb() {
    return newMariaDb(Settings.forTests());
  }

  private static MariaDb newMariaDb(Settings settings) {
    return MariaDb.start(ServerFolder.in(newFolder("mariadb")), settings);
  }

  /** A Redis to break. */
  public static Redis newRedis() {
    return Redis.start(newFolder("redis"));
  }

  /** A Redis master with three replicas and three sentinels, to break. */
  public static RedisSentinelCluster newRedisSentinelCluster() {
    return RedisSentinelCluster.start(newFolder("sentinel"));
  }

  /** A Redis Cluster of three masters, to break. */
  public static RedisCluster newRedisCluster() {
    return RedisCluster.start(newFolder("redis-cluster"));
  }

  /** A one-broker Kafka to break. */
  public static Kafka newKafka() {
    return Kafka.start(newFolder("kafka"));
  }

  /** Three brokers to break. */
  public static Kafka newKafkaCluster() {
    return Kafka.startThree(newFolder("kafka-cluster"));
  }

  /** A folder for a server; it goes with the JVM, and processes with pid files in it as well. */
  public static Path newFolder(String name) {
    return TestFolder.ofThisJvm().resolve(name + "-" + NAMES.incrementAndGet());
  }
}
