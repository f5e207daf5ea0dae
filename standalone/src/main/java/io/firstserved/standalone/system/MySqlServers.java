package io.firstserved.standalone.system;

import io.firstserved.servers.MySqlGroup;
import io.firstserved.servers.MySqlPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * On how many servers a system keeps its log: on one embedded MariaDB, or on a MySQL group. A
 * folder that has a log keeps it where it is.
 */
public final class MySqlServers {

  private static final int ONE = 1;

  private MySqlServers() {}

  /**
   * The number for a folder.
   *
   * @param asked what the user asks for, 1 or 3; null if the system may choose: a group where it is
   *     to be highly available and MySQL is installed
   * @throws StartFailedException if there is no such number, it is not the folder's, or no MySQL is
   *     installed of which a group can be made
   */
  public static int count(DataFolder folder, @Nullable Integer asked, boolean highlyAvailable) {
    if (asked != null && asked != ONE && asked != MySqlGroup.SERVERS) {
      throw new StartFailedException("--mysql-servers is 1 or 3, not " + asked);
    }
    var existing = existing(folder);
    if (asked != null && existing.isPresent() && !existing.get().equals(asked)) {
      throw new StartFailedException(
          "The log on "
              + folder.root()
              + " lies on "
              + existing.get()
              + " server(s), and --mysql-servers "
              + asked
              + " would begin another: leave the option out, or choose another folder by --data");
    }
    int count = existing.orElseGet(() -> wanted(asked, highlyAvailable));
    if (count > ONE) {
      MySqlPrograms.missing().ifPresent(MySqlServers::refuse);
    }
    return count;
  }

  private static int wanted(@Nullable Integer asked, boolean highlyAvailable) {
    if (asked != null) {
      return asked;
    }
    return highlyAvailable && MySqlPrograms.missing().isEmpty() ? MySqlGroup.SERVERS : ONE;
  }

  private static void refuse(String missing) {
    throw new StartFailedException(
        "A MySQL group needs MySQL 8.4 or newer on PATH, mysqld and mysql: " + missing);
  }

  private static Optional<Integer> existing(DataFolder folder) {
    var data = folder.root().resolve("data");
    if (Files.isDirectory(data.resolve("mariadb"))) {
      return Optional.of(ONE);
    }
    if (!Files.isDirectory(data)) {
      return Optional.empty();
    }
    try (var found = Files.newDirectoryStream(data, "mysql-*")) {
      return found.iterator().hasNext() ? Optional.of(MySqlGroup.SERVERS) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
