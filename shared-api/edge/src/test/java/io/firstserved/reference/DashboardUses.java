package io.firstserved.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which panels and alerts use a meter, directly or by way of recording rules. */
final class DashboardUses {

  private static final Pattern METER = Pattern.compile("\\bcoupon_\\w+");

  /** Expressions by the panel or alert that they belong to, in the order of the page. */
  private final Map<String, String> expressions = new TreeMap<>();

  private final Map<String, String> recorded = new HashMap<>();

  /**
   * Reads the dashboards and rules of the project.
   *
   * @throws UncheckedIOException if they cannot be read
   */
  DashboardUses() {
    var folder = ReferencePage.root().resolve("dashboards");
    files(folder, ".json").forEach(this::dashboard);
    files(folder.resolve("rules"), ".yml").forEach(this::rules);
  }

  /** The panels, by dashboard, and the alerts that show what this meter says. */
  String of(String meter) {
    var byDashboard =
        users(Pattern.compile("\\b" + meter + "(_bucket|_count|_sum|_max)?\\b")).stream()
            .collect(
                Collectors.groupingBy(
                    user -> user.substring(0, user.indexOf(": ")),
                    TreeMap::new,
                    Collectors.mapping(
                        user -> user.substring(user.indexOf(": ") + 2), Collectors.joining(", "))));
    return byDashboard.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Every name of ours that a panel or rule asks for. */
  Set<String> meters() {
    return Stream.concat(expressions.values().stream(), recorded.values().stream())
        .flatMap(expression -> METER.matcher(expression).results())
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> users(Pattern name) {
    var users = new TreeSet<String>();
    expressions.forEach(
        (user, expression) -> {
          if (name.matcher(expression).find()) {
            users.add(user);
          }
        });
    recorded.forEach(
        (record, expression) -> {
          if (name.matcher(expression).find()) {
            users.addAll(users(Pattern.compile(Pattern.quote(record))));
          }
        });
    return users;
  }

  private void dashboard(Path file) {
    var dashboard = new JsonMapper().readTree(MetersReference.read(file));
    panels(dashboard.path("title").asString(""), dashboard);
  }

  private void panels(String dashboard, JsonNode parent) {
    for (var panel : parent.path("panels")) {
      var asked =
          panel.path("targets").valueStream().map(target -> target.path("expr").asString(""));
      expressions.merge(
          dashboard + ": " + panel.path("title").asString(""),
          asked.collect(Collectors.joining("\n")),
          (one, other) -> one + "\n" + other);
      panels(dashboard, panel);
    }
  }

  private void rules(Path file) {
    Map<String, List<Map<String, Object>>> groups = new Yaml().load(MetersReference.read(file));
    for (var group : groups.getOrDefault("groups", List.of())) {
      for (var rule : (List<?>) group.getOrDefault("rules", List.of())) {
        rule((Map<?, ?>) rule);
      }
    }
  }

  private void rule(Map<?, ?> rule) {
    var expression = String.valueOf(rule.get("expr"));
    if (rule.containsKey("alert")) {
      expressions.put("Alerts: " + rule.get("alert"), expression);
    } else {
      // A rule that keeps its own last value asks for nothing new by that.
      var record = String.valueOf(rule.get("record"));
      recorded.put(record, expression.replace(record, ""));
    }
  }

  private static List<Path> files(Path folder, String ending) {
    try (var all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
