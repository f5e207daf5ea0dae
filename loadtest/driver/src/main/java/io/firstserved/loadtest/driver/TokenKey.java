package io.firstserved.loadtest.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What signs tokens. Thread-safe. */
sealed interface TokenKey {

  /** How, by RFC 7518. */
  enum Algorithm {
    /** By a shared secret: the file holds it as text. */
    HS256,
    /** By an RSA key: the file holds it as PKCS #8 in PEM. */
    RS256,
    /** By a key of the curve P-256, likewise. */
    ES256
  }

  Algorithm algorithm();

  byte[] sign(byte[] content);

  /** Reads a key from a file. */
  static TokenKey read(Algorithm algorithm, Path file) throws IOException {
    var text = Files.readString(file).strip();
    try {
      return switch (algorithm) {
        case HS256 -> new Secret(new SecretKeySpec(text.getBytes(US_ASCII), "HmacSHA256"));
        case RS256 -> new Pair(algorithm, "SHA256withRSA", pkcs8("RSA", text));
        case ES256 -> new Pair(algorithm, "SHA256withECDSAinP1363Format", pkcs8("EC", text));
      };
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      throw new IOException(file + " holds no key for " + algorithm, unusable);
    }
  }

  private static PrivateKey pkcs8(String kind, String pem) throws GeneralSecurityException {
    var encoded = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    var key = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded));
    return KeyFactory.getInstance(kind).generatePrivate(key);
  }

  /** Of HS256. */
  record Secret(SecretKeySpec key) implements TokenKey {

    @Override
    public Algorithm algorithm() {
      return Algorithm.HS256;
    }

    @Override
    public byte[] sign(byte[] content) {
      try {
        var mac = Mac.getInstance(key.getAlgorithm());
        mac.init(key);
        return mac.doFinal(content);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has it", e);
      }
    }
  }

  /** Of a private key. */
  record Pair(Algorithm algorithm, String signature, PrivateKey key) implements TokenKey {

    @Override
    public byte[] sign(byte[] content) {
      try {
        var signing = Signature.getInstance(signature);
        signing.initSign(key);
        signing.update(content);
        return signing.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has it", e);
      }
    }
  }
}
