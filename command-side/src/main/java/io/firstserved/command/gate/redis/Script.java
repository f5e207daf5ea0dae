package io.firstserved.command.gate.redis;

import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script, known to Redis by its digest.
 *
 * @param text its source, with what all scripts share in front
 * @param digest SHA-1 of the source, in hexadecimal
 */
record Script(String text, String digest) {

  static final StringCodec CODEC = StringCodec.UTF8;

  static final Script RESERVE = load("rate", "reserve");
  static final Script CONFIRM = load("confirm");
  static final Script RELEASE = load("release");
  static final Script CORRECT = load("correct");
  static final Script HOLD = load("hold");
  static final Script LIFT = load("lift");
  static final Script TERMS = load("terms");
  static final Script INSPECT = load("inspect");
  static final Script DROP = load("drop");
  static final Script RETIRE = load("retire");
  static final Script OVERDUE = load("overdue");
  static final Script UNLIST = load("unlist");
  static final Script REBUILD_ADD = load("rebuild-add");
  static final Script REBUILD_SERIALS = load("rebuild-serials");
  static final Script REBUILD_FREEZE = load("rebuild-freeze");
  static final Script REBUILD_SWITCH = load("rebuild-switch");
  static final Script REBUILD_ABANDON = load("rebuild-abandon");

  private static Script load(String... names) {
    var text = new StringBuilder(read("campaign"));
    for (var name : names) {
      text.append(read(name));
    }
    return new Script(text.toString(), sha1(text.toString()));
  }

  private static String read(String name) {
    try (var in = Script.class.getResourceAsStream("/gate/" + name + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("script gate/" + name + ".lua is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
