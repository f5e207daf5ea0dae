package io.firstserved.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A MariaDB 11.4 server, the MySQL-compatible default where no MySQL is at hand. It syncs every
 * commit to disk, as in production.
 */
public final class MariaDb extends EmbeddedServer {

  /** A cold start with recovery took 4 s on 2 busy cores. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** What every JDBC URL needs here: batches as one statement, no needless round trips, no TLS. */
  static final String URL_OPTIONS =
      "?rewriteBatchedStatements=true&cacheServerConfiguration=true&useLocalSessionState=true"
          + "&sslMode=DISABLED&allowPublicKeyRetrieval=true";

  /** As in Compose: MariaDB's own 200 is for a disk that turns. */
  private static final int PAGE_WRITES_PER_SECOND = 1_000;

  private final ServerFolder folder;
  private final Settings settings;

  /**
   * What can be chosen.
   *
   * @param port the port on 127.0.0.1
   * @param rootPassword the password of {@code root@127.0.0.1}
   * @param bufferPoolMegabytes memory for pages
   * @param redoLogMegabytes disk for changes whose pages are not written yet; when it is full,
   *     commits wait for pages
   */
  public record Settings(
      int port, String rootPassword, int bufferPoolMegabytes, int redoLogMegabytes) {

    /**
     * As much as a campaign's spike wants: with 96 MB of redo log, commits stood still for seconds
     * after 200,000 coupons issued and projected.
     */
    public static Settings forApplications(int port, String rootPassword) {
      return new Settings(port, rootPassword, 256, 512);
    }

    /** A free port, password {@code secret}, 64 MB of memory and 96 MB of disk: for tests. */
    public static Settings forTests() {
      return new Settings(Ports.free(), "secret", 64, 96);
    }
  }

  private MariaDb(ServerFolder folder, Settings settings, ChildProcess process) {
    super(settings.port(), process);
    this.folder = folder;
    this.settings = settings;
  }

  /** Starts a server for tests with all its files in one folder. */
  public static MariaDb start(Path folder) {
    return start(ServerFolder.in(folder), Settings.forTests());
  }

  /**
   * Starts a server, on new data or on those of an earlier one.
   *
   * @throws ServerStartException if it does not start
   */
  public static MariaDb start(ServerFolder folder, Settings settings) {
    if (!Files.isDirectory(folder.data().resolve("mysql"))) {
      MariaDbFiles.createSystemTables(folder);
    }
    return new MariaDb(folder, settings, launch(folder, settings));
  }

  /** The JDBC URL of a database. */
  public String jdbcUrl(String database) {
    return url(port(), database);
  }

  /** The user that may do everything. */
  public String username() {
    return "root";
  }

  /** The password of {@link #username()}. */
  public String password() {
    return settings.rootPassword();
  }

  /** A connection without a database, as {@link #username()}. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(""), username(), password());
  }

  /** Runs statements as {@link #username()}. */
  public void execute(String... statements) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  ChildProcess startAgain() {
    return launch(folder, settings);
  }

  private static String url(int port, String database) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + database + URL_OPTIONS;
  }

  private static ChildProcess launch(ServerFolder folder, Settings settings) {
    var users = writeUsers(folder, settings);
    var process = ChildProcess.start("MariaDB", command(folder, settings, users), Map.of(), folder);
    Readiness.await(process, START_LIMIT, () -> answers(settings));
    delete(users);
    return process;
  }

  private static boolean answers(Settings settings) throws SQLException {
    var url = url(settings.port(), "") + "&connectTimeout=1000&socketTimeout=5000";
    try (var connection = DriverManager.getConnection(url, "root", settings.rootPassword())) {
      return connection.isValid(1);
    }
  }

  private static List<String> command(ServerFolder folder, Settings settings, Path users) {
    var command = new ArrayList<>(MariaDbFiles.program(folder));
    command.add("--port=" + settings.port());
    command.add("--bind-address=127.0.0.1");
    command.add("--skip-ssl");
    command.add("--skip-name-resolve");
    command.add("--init-file=" + users);
    command.add("--socket=" + socket(settings));
    command.add("--max-connections=400");
    command.add("--character-set-server=utf8mb4");
    command.add("--innodb-flush-log-at-trx-commit=1");
    command.add("--innodb-log-file-size=" + settings.redoLogMegabytes() + "M");
    command.add("--innodb-io-capacity=" + PAGE_WRITES_PER_SECOND);
    command.add("--innodb-buffer-pool-size=" + settings.bufferPoolMegabytes() + "M");
    return command;
  }

  /** A short path: a UNIX socket's may have no more than 107 characters. */
  private static Path socket(Settings settings) {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "first-served-" + settings.port() + ".sock");
  }

  /**
   * The password reaches the server in a file only its owner can read, and only while it starts.
   */
  private static Path writeUsers(ServerFolder folder, Settings settings) {
    try {
      Files.createDirectories(folder.pid().getParent());
      var file = folder.pid().resolveSibling("mariadb-users-" + settings.port() + ".sql");
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      var account = "'root'@'127.0.0.1' IDENTIFIED BY '" + settings.rootPassword() + "'";
      Files.writeString(
          file,
          "CREATE USER IF NOT EXISTS "
              + account
              + ";\n"
              + "ALTER USER "
              + account
              + ";\n"
              + "GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n");
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
