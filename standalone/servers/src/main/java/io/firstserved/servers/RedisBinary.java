package io.firstserved.servers;

import java.util.Locale;

/** Which of the bundled Redis programs runs here. */
final class RedisBinary {

  private RedisBinary() {}

  static String forThisPlatform() {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var arm = System.getProperty("os.arch").equals("aarch64");
    if (os.contains("mac")) {
      return "redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
    }
    return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
  }
}
