package io.firstserved.reference;

import java.lang.reflect.RecordComponent;

/**
 * One key of the configuration.
 *
 * @param key as it is written in YAML
 * @param type its type, for people
 * @param defaultValue as it is written; empty if there is none
 * @param limits the constraints on it, in words
 * @param description from the Javadoc
 * @param component what is bound
 */
public record Key(
    String key,
    String type,
    String defaultValue,
    String limits,
    String description,
    RecordComponent component) {

  /** The key as a row of the table. */
  String row() {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            key,
            type,
            defaultValue.isEmpty() ? "" : "`" + defaultValue + "`",
            cell(limits),
            cell(description));
  }

  /** Whether a value without a limit could never end or never be held. */
  boolean wantsLimit() {
    return switch (type) {
      case "number", "duration", "size" -> true;
      default -> false;
    };
  }

  static String cell(String text) {
    return text.replaceAll("\\{@\\w+ ([^}]*)}", "$1").replaceAll("\\s+", " ").replace("|", "\\|");
  }
}
