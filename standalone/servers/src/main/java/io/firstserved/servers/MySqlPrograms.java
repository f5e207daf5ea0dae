package io.firstserved.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The MySQL that is installed on this host, if there is one. */
public final class MySqlPrograms {

  /** The oldest that takes the settings of {@code docker/mysql}. */
  private static final int MAJOR = 8;

  private static final int MINOR = 4;
  private static final int ANSWER_LIMIT_SECONDS = 10;
  private static final Pattern VERSION = Pattern.compile("Ver (\\d+)\\.(\\d+)\\.");

  private MySqlPrograms() {}

  /** Why a group of servers cannot be made of it; empty if it can. */
  public static Optional<String> missing() {
    try {
      if (!says("mysql", "--version").contains("mysql")) {
        return Optional.of("mysql --version says nothing");
      }
      return unfit(says("mysqld", "--version"));
    } catch (IOException notThere) {
      return Optional.of("no mysqld and mysql on PATH");
    }
  }

  /** What is wrong with a server of which {@code mysqld --version} says this. */
  static Optional<String> unfit(String version) {
    var found = VERSION.matcher(version);
    if (version.contains("MariaDB") || !found.find()) {
      return Optional.of("mysqld on PATH is no MySQL: " + version);
    }
    int major = Integer.parseInt(found.group(1));
    int minor = Integer.parseInt(found.group(2));
    return major > MAJOR || major == MAJOR && minor >= MINOR
        ? Optional.empty()
        : Optional.of("mysqld on PATH is older than " + MAJOR + "." + MINOR + ": " + version);
  }

  private static String says(String... command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      if (!process.waitFor(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
