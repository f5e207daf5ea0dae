package io.firstserved.signature;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** An Ed25519 key pair, made from its seed as RFC 8032 does. Thread-safe. */
public final class SigningKey {

  /** The name of how it signs, as JDK and RFC 8032 spell it. */
  public static final String ALGORITHM = "Ed25519";

  /** Length of a seed and of a public key, in bytes. */
  public static final int LENGTH = 32;

  private final KeyPair pair;

  private SigningKey(KeyPair pair) {
    this.pair = pair;
  }

  /**
   * The key of a seed.
   *
   * @param encoded the seed's 32 bytes, or a PKCS #8 encoding, which ends with them
   * @throws IllegalArgumentException if it is too short
   */
  public static SigningKey of(byte[] encoded) {
    if (encoded.length < LENGTH) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + encoded.length);
    }
    try {
      var generator = KeyPairGenerator.getInstance(ALGORITHM);
      var seed = Arrays.copyOfRange(encoded, encoded.length - LENGTH, encoded.length);
      generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
      return new SigningKey(generator.generateKeyPair());
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** A new seed. */
  public static byte[] draw() {
    var seed = new byte[LENGTH];
    new SecureRandom().nextBytes(seed);
    return seed;
  }

  /** The public key's 32 bytes: the end of its X.509 encoding. */
  public byte[] publicKey() {
    var encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - LENGTH, encoded.length);
  }

  /** The 64-byte signature over a message. */
  public byte[] sign(byte[] message) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether this key signed the message. */
  public boolean verifies(byte[] message, byte[] signed) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(pair.getPublic());
      signature.update(message);
      return signature.verify(signed);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Hands the generator the seed where it asks for randomness, its only use of it. */
  private static final class Given extends SecureRandom {
    private final byte[] seed;

    Given(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
