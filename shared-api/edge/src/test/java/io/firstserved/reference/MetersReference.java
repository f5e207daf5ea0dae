package io.firstserved.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The meters of one application as a table, from what it publishes to Prometheus and from the
 * dashboards and rules that use them.
 */
public final class MetersReference {

  private static final Pattern HELP =
      Pattern.compile("^# HELP (coupon_\\w+) (.*)$", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile("^# TYPE (coupon_\\w+) (\\w+)$", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
  private static final Set<String> OF_EVERY_METER = Set.of("application", "le", "quantile");

  private MetersReference() {}

  /**
   * The table.
   *
   * @param scrape what {@code /actuator/prometheus} answers
   */
  public static String table(String scrape) {
    var descriptions = new TreeMap<String, String>();
    HELP.matcher(scrape).results().forEach(help -> descriptions.put(help.group(1), help.group(2)));
    var rows = new TreeMap<String, String>();
    TYPE.matcher(scrape)
        .results()
        .filter(type -> !type.group(1).endsWith("_max"))
        .forEach(
            type ->
                rows.put(
                    type.group(1),
                    "| `%s` | %s | %s | %s | %s |"
                        .formatted(
                            type.group(1),
                            type.group(2),
                            labels(scrape, type.group(1)),
                            descriptions.getOrDefault(type.group(1), "").strip(),
                            String.join(", ", users(type.group(1))))));
    return "| meter | type | labels | what | used by |\n|---|---|---|---|---|\n"
        + String.join("\n", rows.values());
  }

  private static String labels(String scrape, String meter) {
    var labels = new TreeSet<String>();
    Pattern.compile("^" + meter + "(_bucket|_count|_sum|_total)?\\{([^}]*)}", Pattern.MULTILINE)
        .matcher(scrape)
        .results()
        .flatMap(sample -> LABEL.matcher(sample.group(2)).results())
        .map(label -> label.group(1))
        .filter(label -> !OF_EVERY_METER.contains(label))
        .forEach(labels::add);
    return labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
  }

  private static Set<String> users(String meter) {
    var users = new TreeSet<String>();
    var used = Pattern.compile("\\b" + meter + "(_bucket|_count|_sum|_max)?\\b");
    files()
        .forEach(
            (name, text) -> {
              if (used.matcher(text).find()) {
                users.add(name);
              }
            });
    return users;
  }

  private static Map<String, String> files() {
    var root = ReferencePage.root().resolve("dashboards");
    var files = new TreeMap<String, String>();
    try (var all = Files.walk(root, 2)) {
      all.filter(MetersReference::isPanelOrRule)
          .forEach(file -> files.put(root.relativize(file).toString(), read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static boolean isPanelOrRule(Path file) {
    return file.toString().endsWith(".json") || file.toString().endsWith(".yml");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
