package io.firstserved.query.audit.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firstserved.query.audit.source.SourceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A token that somebody else made and renews: the launcher, Compose, an agent of the identity
 * provider. The file is read for each question, so whoever renews it replaces the file.
 *
 * @param file holds the token and nothing else but blank space
 */
record GateTokenFile(Path file) implements GateToken {

  /** The setting that names the file. */
  static final String KEY = "first-served.audit.gate-token-file";

  /** Tomcat takes 8 KB for all headers together: a longer token could not be sent. */
  private static final int MAX_BYTES = 8 << 10;

  /** As RFC 6750, section 2.1, writes a bearer token. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

  @Override
  public String current() {
    var text = text();
    if (!TOKEN.matcher(text).matches()) {
      throw new SourceUnavailableException("the file of " + KEY + " holds no token", null);
    }
    return text;
  }

  private String text() {
    try (var content = Files.newInputStream(file)) {
      var bytes = content.readNBytes(MAX_BYTES + 1);
      return bytes.length > MAX_BYTES ? "" : new String(bytes, UTF_8).strip();
    } catch (IOException unreadable) {
      throw new SourceUnavailableException(
          "the file of " + KEY + " cannot be read: " + unreadable, unreadable);
    }
  }
}
