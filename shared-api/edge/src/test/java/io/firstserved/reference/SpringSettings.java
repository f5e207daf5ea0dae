package io.firstserved.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The keys of others that an application sets in its {@code application.yml}, as a table: value,
 * and the comment in front of it. Reads the plain YAML which these files are written in: nested
 * keys, lists of text, comments on lines of their own.
 */
final class SpringSettings {

  private record Level(int indent, String name) {}

  private final Deque<Level> levels = new ArrayDeque<>();
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Map<String, String> comments = new LinkedHashMap<>();
  private final List<String> pending = new ArrayList<>();

  private SpringSettings() {}

  /** The table of a file on the class path. */
  static String table(String file) {
    var settings = new SpringSettings();
    read(file).lines().filter(line -> !line.isBlank()).forEach(settings::take);
    return "| key | value | why |\n|---|---|---|\n"
        + settings.values.keySet().stream()
            .filter(key -> !key.startsWith("first-served."))
            .map(settings::row)
            .collect(Collectors.joining("\n"));
  }

  private static String read(String file) {
    try (var in = SpringSettings.class.getClassLoader().getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(String line) {
    int indent = line.length() - line.stripLeading().length();
    var text = line.strip();
    if (text.startsWith("#")) {
      pending.add(text.substring(1).strip());
    } else if (text.startsWith("- ")) {
      set(text.substring(2));
    } else {
      while (!levels.isEmpty() && Objects.requireNonNull(levels.peekLast()).indent() >= indent) {
        levels.removeLast();
      }
      nested(indent, text);
    }
  }

  private void nested(int indent, String text) {
    int colon = text.startsWith("\"") ? text.indexOf("\":") + 1 : text.indexOf(':');
    levels.addLast(new Level(indent, text.substring(0, colon).replace("\"", "")));
    if (indent == 0 && values.isEmpty()) {
      // What stands in front of the first key is about the file.
      pending.clear();
    }
    var value = text.substring(colon + 1).strip();
    if (!value.isEmpty()) {
      set(value);
    }
  }

  private void set(String value) {
    var key = levels.stream().map(Level::name).collect(Collectors.joining("."));
    values.computeIfAbsent(key, unused -> new ArrayList<>()).add(value.replace("\"", ""));
    comments.merge(key, String.join(" ", pending), (one, other) -> (one + " " + other).strip());
    pending.clear();
  }

  private String row(String key) {
    return "| `%s` | `%s` | %s |"
        .formatted(
            key,
            String.join("`, `", values.getOrDefault(key, List.of())),
            Key.cell(comments.getOrDefault(key, "")));
  }
}
