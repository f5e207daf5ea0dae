package io.firstserved.standalone.system;

import io.firstserved.standalone.token.SharedSecret;
import io.firstserved.standalone.token.SigningKey;
import io.firstserved.standalone.token.TokenSigner;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one system: made once, kept in a file that only its owner reads, handed to child
 * processes by their environment and never by a command line.
 */
public final class Secrets {

  private static final String PRIVATE_KEY = "token-private-key";
  private static final String PUBLIC_KEY = "token-public-key";

  /** Of folders made before there were key pairs; it signs nothing any more. */
  private static final String FORMER_SECRET = "jwt-secret";

  private static final String MYSQL_ROOT = "mysql-root-password";
  private static final String COMMAND = "mysql-command-password";
  private static final String QUERY = "mysql-query-password";
  private static final String AUDITOR = "mysql-auditor-password";
  private static final String REPLICATION = "mysql-group-password";
  private static final List<String> PASSWORDS =
      List.of(MYSQL_ROOT, COMMAND, QUERY, AUDITOR, REPLICATION);

  /** 32 characters: MySQL takes no longer password for the channels of a group. */
  private static final int PASSWORD_BYTES = 24;

  private final Properties values;
  private final TokenSigner signer;

  private Secrets(Properties values, TokenSigner signer) {
    this.values = values;
    this.signer = signer;
  }

  /** The secrets of the folder, made now where there are none. */
  public static Secrets of(DataFolder folder) {
    return of(folder, System.getenv("FIRST_SERVED_SECURITY_JWT_SECRET"));
  }

  /**
   * The same.
   *
   * @param sharedSecret signs and checks tokens in place of the folder's keys; null or blank for
   *     the keys
   */
  static Secrets of(DataFolder folder, @Nullable String sharedSecret) {
    try {
      var values = new Properties();
      if (Files.exists(folder.secretsFile())) {
        try (var reader = Files.newBufferedReader(folder.secretsFile())) {
          values.load(reader);
        }
      }
      if (complete(values)) {
        store(values, folder.secretsFile());
      }
      return new Secrets(values, signer(values, sharedSecret));
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

  /** Signs tokens: by {@code FIRST_SERVED_SECURITY_JWT_SECRET} if set, else by the folder's key. */
  public TokenSigner signer() {
    return signer;
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

  private static TokenSigner signer(Properties values, @Nullable String sharedSecret) {
    return sharedSecret == null || sharedSecret.isBlank()
        ? SigningKey.of(values.getProperty(PRIVATE_KEY), values.getProperty(PUBLIC_KEY))
        : new SharedSecret(sharedSecret);
  }

  /** Makes what is missing; whether anything has changed. */
  private static boolean complete(Properties values) {
    boolean changed = values.remove(FORMER_SECRET) != null;
    var random = new SecureRandom();
    for (var name : PASSWORDS) {
      if (!values.containsKey(name)) {
        var bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        values.put(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        changed = true;
      }
    }
    if (!values.containsKey(PRIVATE_KEY) || !values.containsKey(PUBLIC_KEY)) {
      var key = SigningKey.generate();
      values.put(PRIVATE_KEY, key.privateKey());
      values.put(PUBLIC_KEY, key.publicKey());
      changed = true;
    }
    return changed;
  }

  private static void store(Properties values, Path file) throws IOException {
    var text = new StringWriter();
    values.store(text, "Made by ./first-served up. Whoever reads this may do everything here.");
    Files.createDirectories(file.getParent());
    new OwnerFile(file).write(text.toString());
  }
}
