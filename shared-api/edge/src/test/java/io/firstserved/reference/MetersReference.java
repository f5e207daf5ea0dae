package io.firstserved.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The meters of one application as a table, from what it publishes to Prometheus and from the
 * panels and alerts that use them.
 */
public final class MetersReference {

  private static final Pattern HELP =
      Pattern.compile("^# HELP (coupon_\\w+) (.*)$", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile("^# TYPE (coupon_\\w+) (\\w+)$", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
  private static final Pattern IN_CODE = Pattern.compile("\"(coupon(\\.[a-z]+)+)\"");
  private static final Set<String> OF_EVERY_METER = Set.of("application", "le", "quantile");

  /** A meter of something that happens now and then comes late. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private MetersReference() {}

  /**
   * The table.
   *
   * @param scrape what {@code /actuator/prometheus} answers
   */
  public static String table(String scrape) {
    Map<String, String> descriptions =
        HELP.matcher(scrape)
            .results()
            .collect(Collectors.toMap(help -> help.group(1), help -> help.group(2)));
    var uses = new DashboardUses();
    var rows = new TreeMap<String, String>();
    TYPE.matcher(scrape)
        .results()
        .filter(type -> !type.group(1).endsWith("_max"))
        .forEach(
            type ->
                rows.put(
                    type.group(1),
                    "| `%s` | %s | %s | %s | %s | %s |"
                        .formatted(
                            type.group(1),
                            type.group(2),
                            unit(type.group(1)),
                            labels(scrape, type.group(1)),
                            Key.cell(descriptions.getOrDefault(type.group(1), "").strip()),
                            uses.of(type.group(1)))));
    return "| meter | type | unit | labels | what | used by |\n|---|---|---|---|---|---|\n"
        + String.join("\n", rows.values());
  }

  /**
   * Waits until a node publishes every meter that these folders name, and compares its part of the
   * page.
   *
   * @param side the part's name, and the first folder
   */
  public static void require(String side, Supplier<String> scrape, String... shared) {
    var folders = Stream.concat(Stream.of(side), Stream.of(shared)).toArray(String[]::new);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(missing(scrape.get(), folders)).isEmpty());
    new ReferencePage("meters.md").require(side, table(scrape.get()));
  }

  /**
   * The meters that the code of these folders of the project names and a scrape lacks. Once there
   * are none, the table is whole.
   */
  public static Set<String> missing(String scrape, String... folders) {
    var published =
        TYPE.matcher(scrape).results().map(type -> type.group(1)).collect(Collectors.toSet());
    return inCode(folders).stream()
        .filter(Predicate.not(named -> published.stream().anyMatch(each -> each.startsWith(named))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The meters that the main code of these folders names, as Prometheus begins them. */
  static Set<String> inCode(String... folders) {
    return Stream.of(folders)
        .flatMap(folder -> sources(ReferencePage.root().resolve(folder)).stream())
        .flatMap(source -> IN_CODE.matcher(source).results())
        .map(found -> found.group(1).replace('.', '_'))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> sources(Path folder) {
    try (var files = Files.walk(folder.resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(MetersReference::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unit(String meter) {
    return meter.endsWith("_seconds") ? "seconds" : meter.endsWith("_events") ? "events" : "";
  }

  private static String labels(String scrape, String meter) {
    return Pattern.compile("^" + meter + "(_bucket|_count|_sum)?\\{([^}]*)}", Pattern.MULTILINE)
        .matcher(scrape)
        .results()
        .flatMap(sample -> LABEL.matcher(sample.group(2)).results())
        .map(label -> label.group(1))
        .filter(label -> !OF_EVERY_METER.contains(label))
        .distinct()
        .sorted()
        .map(label -> "`" + label + "`")
        .collect(Collectors.joining(", "));
  }
}
