package io.firstserved.query.audit.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.signature.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a bundle's lines in the one spelling the format allows, and signs what it wrote. */
final class BundleWriter {

  static final String FORMAT = "first-served-proof-bundle/1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final OutputStream out;
  private final MessageDigest digest;

  BundleWriter(OutputStream out) {
    this.out = out;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Writes a line; its members stand in the map's order. */
  void line(Map<String, ?> members) throws IOException {
    var line = MAPPER.writeValueAsString(members) + "\n";
    var bytes = line.getBytes(StandardCharsets.UTF_8);
    digest.update(bytes);
    out.write(bytes);
  }

  /** Writes the last line. */
  void sign(byte[] head, SigningKey key) throws IOException {
    var signature = key.sign(message(digest.digest(), head));
    var last = new LinkedHashMap<String, String>();
    last.put("head", HexFormat.of().formatHex(head));
    last.put("algorithm", SigningKey.ALGORITHM);
    last.put("publicKey", HexFormat.of().formatHex(key.publicKey()));
    last.put("signature", HexFormat.of().formatHex(signature));
    line(last);
  }

  private static byte[] message(byte[] lines, byte[] head) {
    var format = (FORMAT + "\n").getBytes(StandardCharsets.US_ASCII);
    var message = new byte[format.length + lines.length + head.length];
    System.arraycopy(format, 0, message, 0, format.length);
    System.arraycopy(lines, 0, message, format.length, lines.length);
    System.arraycopy(head, 0, message, format.length + lines.length, head.length);
    return message;
  }
}
