package io.firstserved.standalone.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/**
 * The secrets of one system: made once, kept in a file that only its owner reads, handed to child
 * processes by their environment and never by a command line.
 */
public final class Secrets {

  private static final String JWT = "jwt-secret";
  private static final String MYSQL_ROOT = "mysql-root-password";
  private static final String COMMAND = "mysql-command-password";
  private static final String QUERY = "mysql-query-password";
  private static final String AUDITOR = "mysql-auditor-password";
  private static final String REPLICATION = "mysql-group-password";
  private static final List<String> ALL =
      List.of(JWT, MYSQL_ROOT, COMMAND, QUERY, AUDITOR, REPLICATION);

  /** RFC 7518 asks for 256 bits. */
  private static final int JWT_BYTES = 32;

  /** 32 characters: MySQL takes no longer password for the channels of a group. */
  private static final int PASSWORD_BYTES = 24;

  private final Properties values;

  private Secrets(Properties values) {
    this.values = values;
  }

  /** The secrets of the folder, made now where there are none. */
  public static Secrets of(DataFolder folder) {
    try {
      var values = new Properties();
      if (Files.exists(folder.secretsFile())) {
        try (var reader = Files.newBufferedReader(folder.secretsFile())) {
          values.load(reader);
        }
      }
      if (!values.keySet().containsAll(ALL)) {
        complete(values);
        store(values, folder.secretsFile());
      }
      return new Secrets(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The secrets of a system that is there.
   *
   * @throws StartFailedException if {@code up} never ran on the folder: secrets made now would open
   *     nothing
   */
  public static Secrets known(DataFolder folder) {
    if (!Files.exists(folder.secretsFile())) {
      throw new StartFailedException(
          "No system on " + folder.root() + ": ./first-served up makes one there");
    }
    return of(folder);
  }

  /** Signs and checks tokens: {@code FIRST_SERVED_SECURITY_JWT_SECRET} if set, else our own. */
  public String jwt() {
    var given = System.getenv("FIRST_SERVED_SECURITY_JWT_SECRET");
    return given == null || given.isBlank() ? values.getProperty(JWT) : given;
  }

  String mysqlRoot() {
    return values.getProperty(MYSQL_ROOT);
  }

  /** By which the servers of a MySQL group ask and copy each other. */
  String replication() {
    return values.getProperty(REPLICATION);
  }

  String command() {
    return values.getProperty(COMMAND);
  }

  String query() {
    return values.getProperty(QUERY);
  }

  /** Of the user that may only read the log. */
  public String auditor() {
    return values.getProperty(AUDITOR);
  }

  private static void complete(Properties values) {
    var random = new SecureRandom();
    for (var name : ALL) {
      var bytes = new byte[name.equals(JWT) ? JWT_BYTES : PASSWORD_BYTES];
      random.nextBytes(bytes);
      values.putIfAbsent(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
  }

  private static void store(Properties values, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    var draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var writer = Files.newBufferedWriter(draft)) {
      values.store(writer, "Made by ./first-served up. Whoever reads this may do everything here.");
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
