package io.firstserved.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration of one application as a table: every key of ours with type, default, limits and
 * what it means, from the properties classes themselves and the Javadoc of their components, which
 * Spring's configuration processor keeps beside the classes.
 */
public final class ConfigurationReference {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  private final Map<String, String> descriptions = new HashMap<>();

  /**
   * The reference of what is on the class path.
   *
   * @throws UncheckedIOException if the descriptions cannot be read
   */
  public ConfigurationReference() {
    try {
      for (var url : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
        try (var in = url.openStream()) {
          new JsonMapper()
              .readTree(in)
              .path("properties")
              .forEach(
                  each ->
                      descriptions.put(
                          each.path("name").asString(""), each.path("description").asString("")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The properties classes of this system on the class path, by their prefixes. */
  public static List<Class<?>> classes() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    return scanner.findCandidateComponents("io.firstserved").stream()
        .<Class<?>>map(found -> load(String.valueOf(found.getBeanClassName())))
        .sorted(Comparator.comparing(ConfigurationReference::prefix))
        .toList();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The prefix of a class's keys. */
  public static String prefix(Class<?> type) {
    return type.getAnnotation(ConfigurationProperties.class).value();
  }

  /** Every key of these classes, in their order. */
  public List<Key> keys(List<Class<?>> types) {
    var keys = new ArrayList<Key>();
    types.forEach(type -> add(prefix(type), type, keys));
    return keys;
  }

  private void add(String prefix, Class<?> type, List<Key> keys) {
    for (var component : type.getRecordComponents()) {
      var key = prefix + "." + hyphenated(component.getName());
      if (component.getType().isRecord()) {
        add(key, component.getType(), keys);
      } else {
        keys.add(
            new Key(
                key,
                type(component),
                defaultOf(component),
                limits(component),
                descriptions.getOrDefault(key, ""),
                component));
      }
    }
  }

  /** A name as it is written in YAML. */
  static String hyphenated(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static String type(RecordComponent component) {
    var type = component.getType();
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(each -> each.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining(" or "));
    }
    return switch (type.getSimpleName()) {
      case "Duration" -> "duration";
      case "DataSize" -> "size";
      case "String" -> "text";
      case "List" -> "list";
      case "Map" -> "map";
      case "boolean" -> "true or false";
      default -> "number";
    };
  }

  private static String defaultOf(RecordComponent component) {
    return Limits.annotations(component)
        .filter(DefaultValue.class::isInstance)
        .map(given -> String.join(",", ((DefaultValue) given).value()))
        .collect(Collectors.joining());
  }

  private static String limits(RecordComponent component) {
    var subject = hyphenated(component.getName()) + " must ";
    var rules =
        Limits.rules(component.getDeclaringRecord()).stream()
            .filter(rule -> rule.startsWith(subject))
            .map(rule -> rule.substring(subject.length()).replaceFirst("^(not )?be ", "$1"));
    return Stream.concat(Limits.of(component).stream().map(Limits.Limit::words), rules)
        .collect(Collectors.joining("; "));
  }

  /** The keys as a table in Markdown. */
  public String table(List<Class<?>> types) {
    return "| key | type | default | limits | meaning |\n|---|---|---|---|---|\n"
        + keys(types).stream().map(Key::row).collect(Collectors.joining("\n"));
  }
}
