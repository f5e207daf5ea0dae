package io.firstserved.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * The public keys of a file (RFC 7517). It is looked at for every token and read again when it has
 * changed: a key that was added is believed, and one that was taken out refused, at once. While the
 * file is unusable the keys read before are believed still, and whether a token by any other key is
 * good cannot be told, which is an exception and no refusal. Thread-safe.
 *
 * <p>A set with a private or symmetric key is unusable: who only checks tokens must not be able to
 * sign them.
 */
final class KeySetFile implements JWKSource<SecurityContext> {

  private static final Logger LOG = LoggerFactory.getLogger(KeySetFile.class);

  private final Path file;
  private final DataSize limit;
  private volatile Reading latest;

  /**
   * Reads the file.
   *
   * @param limit the largest file that is taken
   * @throws UnusableException if it is no key set, or one that must not be here
   */
  KeySetFile(Path file, DataSize limit) {
    this.file = file;
    this.limit = limit;
    this.latest = new Reading(stamp(), read(), null);
  }

  /** Says what is wrong with the file, and nothing of what is in it. */
  static final class UnusableException extends RuntimeException {
    UnusableException(Path file, String fault) {
      super("the key set " + file + " " + fault);
    }
  }

  /**
   * What the file held.
   *
   * @param stamp of the file just before it was read; null if it could not be looked at
   * @param keys of the file, or of the reading before if it is unusable
   * @param fault why it is unusable; null if it is not
   */
  private record Reading(@Nullable Stamp stamp, JWKSet keys, @Nullable String fault) {}

  /** Differs when the file was written, or another one put in its place. */
  private record Stamp(FileTime written, long size, @Nullable Object identity) {}

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    var reading = current();
    var found = selector.select(reading.keys());
    if (found.isEmpty() && reading.fault() != null) {
      throw new KeySourceException(reading.fault());
    }
    return found;
  }

  private Reading current() {
    var stamp = stamp();
    var known = latest;
    return stamp != null && stamp.equals(known.stamp()) ? known : readAgain(stamp);
  }

  private synchronized Reading readAgain(@Nullable Stamp stamp) {
    var known = latest;
    if (stamp != null && stamp.equals(known.stamp())) {
      return known;
    }
    try {
      latest = new Reading(stamp, read(), null);
      LOG.info("Read the key set {} again: {} keys", file, latest.keys().size());
    } catch (UnusableException unusable) {
      latest = new Reading(stamp, known.keys(), unusable.getMessage());
      if (!latest.equals(known)) {
        LOG.warn("{}; the keys read before stay", unusable.getMessage());
      }
    }
    return latest;
  }

  private @Nullable Stamp stamp() {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (IOException absent) {
      return null;
    }
  }

  private JWKSet read() {
    try {
      return requirePublic(JWKSet.parse(text()));
    } catch (ParseException malformed) {
      // Its message can quote the file.
      throw new UnusableException(file, "is no JSON Web Key Set (RFC 7517)");
    }
  }

  private String text() {
    if (!Files.isRegularFile(file)) {
      throw new UnusableException(file, "is not there, or no file");
    }
    int most = Math.toIntExact(limit.toBytes());
    try (var content = Files.newInputStream(file)) {
      var bytes = content.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new UnusableException(file, "is larger than " + limit);
      }
      return new String(bytes, UTF_8);
    } catch (IOException unreadable) {
      throw new UnusableException(file, "cannot be read: " + unreadable);
    }
  }

  private JWKSet requirePublic(JWKSet keys) {
    if (keys.isEmpty()) {
      throw new UnusableException(file, "holds no key");
    }
    if (keys.getKeys().stream().anyMatch(JWK::isPrivate)) {
      throw new UnusableException(
          file, "holds a private or symmetric key: where tokens are checked, none may be signed");
    }
    return keys;
  }
}
