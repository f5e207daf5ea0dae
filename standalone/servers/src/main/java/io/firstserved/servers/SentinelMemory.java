package io.firstserved.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the sentinels of an earlier run wrote down. */
final class SentinelMemory {

  private static final Pattern MONITOR =
      Pattern.compile("(?m)^sentinel monitor \\S+ 127\\.0\\.0\\.1 (\\d+) ");

  private SentinelMemory() {}

  /** The port of the master they had last agreed on, if they ran before. */
  static Optional<Integer> lastMaster(Path root, List<Integer> sentinelPorts) {
    return sentinelPorts.stream()
        .map(port -> ServerFolder.named("redis-sentinel-" + port, root))
        .flatMap(folder -> monitored(folder.data().resolve("sentinel.conf")).stream())
        .findFirst();
  }

  private static Optional<Integer> monitored(Path configuration) {
    try {
      var matcher = MONITOR.matcher(Files.readString(configuration));
      return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
