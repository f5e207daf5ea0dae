package io.firstserved.signature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Signs and verifies texts as C2SP's signed-note does, with one Ed25519 key. Thread-safe. */
public final class SignedNote {

  private static final byte ED25519 = 1;
  private static final int ID_LENGTH = Integer.BYTES;
  private static final String SIGNATURE_MARK = "\u2014 ";

  private final String name;
  private final SigningKey key;

  /**
   * Notes of one signer.
   *
   * @param name the key's name: no space, no plus; of a log its origin
   * @param key signs and verifies
   */
  public SignedNote(String name, SigningKey key) {
    this.name = name;
    this.key = key;
  }

  /**
   * The text with its signature.
   *
   * @param text ends with a line feed
   */
  public String sign(String text) {
    var signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
    var named = ByteBuffer.allocate(ID_LENGTH + signature.length).put(keyId()).put(signature);
    return text + "\n" + mark() + Base64.getEncoder().encodeToString(named.array()) + "\n";
  }

  /** Whether a note has a signature by this key that is valid. */
  public boolean verifies(String note) {
    var text = text(note);
    return note.substring(text.length())
        .lines()
        .filter(line -> line.startsWith(mark()))
        .anyMatch(line -> verifies(text, line.substring(mark().length())));
  }

  private boolean verifies(String text, String encoded) {
    byte[] named;
    try {
      named = Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
    return named.length > ID_LENGTH
        && Arrays.equals(Arrays.copyOf(named, ID_LENGTH), keyId())
        && key.verifies(
            text.getBytes(StandardCharsets.UTF_8),
            Arrays.copyOfRange(named, ID_LENGTH, named.length));
  }

  /** What of a note is signed; all of it if it has no signature. */
  public static String text(String note) {
    int end = note.lastIndexOf("\n\n");
    return end < 0 ? note : note.substring(0, end + 1);
  }

  /** The key that others verify with, as the format writes it, without a line feed. */
  public String verifierKey() {
    return name
        + "+"
        + HexFormat.of().formatHex(keyId())
        + "+"
        + Base64.getEncoder().encodeToString(typedKey());
  }

  private String mark() {
    return SIGNATURE_MARK + name + " ";
  }

  private byte[] keyId() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(typedKey()), ID_LENGTH);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private byte[] typedKey() {
    var publicKey = key.publicKey();
    return ByteBuffer.allocate(1 + publicKey.length).put(ED25519).put(publicKey).array();
  }
}
