package io.firstserved.standalone.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/**
 * Signs with ES256, by a key pair on the curve P-256. Who has only the public half can check a
 * token and make none.
 */
public final class SigningKey implements TokenSigner {

  /** Of a coordinate on P-256 (RFC 7518, section 6.2.1.2). */
  private static final int COORDINATE_BYTES = 32;

  private final PrivateKey privateKey;
  private final ECPublicKey publicKey;

  private SigningKey(PrivateKey privateKey, ECPublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** A new pair. */
  public static SigningKey generate() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      return new SigningKey(pair.getPrivate(), (ECPublicKey) pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A pair as it was written down.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SigningKey of(String privateKey, String publicKey) {
    var decoder = Base64.getUrlDecoder();
    try {
      var keys = KeyFactory.getInstance("EC");
      return new SigningKey(
          keys.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(privateKey))),
          (ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(decoder.decode(publicKey))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no key pair: " + e.getMessage(), e);
    }
  }

  /** The private half, to be written down (PKCS #8, base64url). */
  public String privateKey() {
    return encode(privateKey.getEncoded());
  }

  /** The public half, to be written down (X.509, base64url). */
  public String publicKey() {
    return encode(publicKey.getEncoded());
  }

  /** The set of public keys that the applications check tokens by (RFC 7517). */
  public String keySet() {
    return """
        {"keys":[{"alg":"ES256","use":"sig","kid":"%s","kty":"EC","crv":"P-256","x":"%s","y":"%s"}]}
        """
        .formatted(id(), x(), y());
  }

  @Override
  public Map<String, String> header() {
    return Map.of("alg", "ES256", "kid", id());
  }

  @Override
  public byte[] sign(byte[] content) {
    try {
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(privateKey);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key's own fingerprint (RFC 7638): another key never has the same name. */
  private String id() {
    var members =
        """
        {"crv":"P-256","kty":"EC","x":"%s","y":"%s"}"""
            .formatted(x(), y());
    try {
      return encode(MessageDigest.getInstance("SHA-256").digest(members.getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String x() {
    return encode(coordinate(publicKey.getW().getAffineX()));
  }

  private String y() {
    return encode(coordinate(publicKey.getW().getAffineY()));
  }

  /** Of full length, without the sign that {@link BigInteger} puts before it. */
  private static byte[] coordinate(BigInteger value) {
    var bytes = value.toByteArray();
    var padded = new byte[COORDINATE_BYTES];
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
    return padded;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
