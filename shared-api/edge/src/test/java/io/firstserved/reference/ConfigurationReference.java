package io.firstserved.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration of one application as a table: every key of ours with type, default, limits and
 * what it means, from the properties classes themselves and the Javadoc of their components.
 */
public final class ConfigurationReference {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  /**
   * One key.
   *
   * @param key as it is written in YAML
   * @param type its type, for people
   * @param defaultValue as it is written; empty if there is none
   * @param limits the constraints on it
   * @param description from the Javadoc
   */
  public record Key(
      String key, String type, String defaultValue, String limits, String description) {}

  private final Map<String, String> descriptions = new HashMap<>();

  /** The reference of what is on the class path. */
  public ConfigurationReference() {
    try {
      var mapper = new JsonMapper();
      for (var url :
          java.util.Collections.list(getClass().getClassLoader().getResources(METADATA))) {
        try (var in = url.openStream()) {
          mapper
              .readTree(in)
              .path("properties")
              .forEach(
                  property ->
                      descriptions.put(
                          property.path("name").asString(""),
                          property.path("description").asString("")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The properties classes of this system on the class path. */
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
      if (component.getType().isRecord()
          && component.getType().getName().startsWith("io.firstserved")) {
        add(key, component.getType(), keys);
      } else {
        keys.add(
            new Key(
                key,
                type(component),
                defaultOf(component),
                limits(component),
                descriptions.getOrDefault(key, "")));
      }
    }
  }

  static String hyphenated(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
  }

  private static String type(RecordComponent component) {
    var type = component.getType();
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> hyphenatedEnum(constant.toString()))
          .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "Duration" -> "duration";
      case "DataSize" -> "size";
      case "String" -> "text";
      case "List" -> "list";
      case "Map" -> "map";
      default -> type.getSimpleName();
    };
  }

  private static String hyphenatedEnum(String constant) {
    return constant.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static String defaultOf(RecordComponent component) {
    var given =
        parameterAnnotations(component).stream()
            .filter(DefaultValue.class::isInstance)
            .map(DefaultValue.class::cast)
            .findFirst();
    return given.map(value -> String.join(",", value.value())).orElse("");
  }

  private static List<Annotation> parameterAnnotations(RecordComponent component) {
    var constructor = component.getDeclaringRecord().getDeclaredConstructors()[0];
    return Arrays.stream(constructor.getParameters())
        .filter(parameter -> parameter.getName().equals(component.getName()))
        .flatMap(parameter -> Arrays.stream(parameter.getAnnotations()))
        .toList();
  }

  /** The constraints of a key, in words; empty if there are none. */
  static String limits(RecordComponent component) {
    return parameterAnnotations(component).stream()
        .map(ConfigurationReference::limit)
        .filter(limit -> !limit.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String limit(Annotation annotation) {
    return switch (annotation) {
      case jakarta.validation.constraints.Min min -> "at least " + min.value();
      case jakarta.validation.constraints.Max max -> "at most " + max.value();
      case jakarta.validation.constraints.NotBlank blank -> "not blank";
      case jakarta.validation.constraints.Size size ->
          size.min() > 0
              ? "at least " + size.min() + " characters"
              : "at most " + size.max() + " characters";
      case org.hibernate.validator.constraints.time.DurationMin min ->
          "at least " + told(min.days(), min.hours(), min.minutes(), min.seconds(), min.millis());
      case org.hibernate.validator.constraints.time.DurationMax max ->
          "at most " + told(max.days(), max.hours(), max.minutes(), max.seconds(), max.millis());
      default -> "";
    };
  }

  private static String told(long days, long hours, long minutes, long seconds, long millis) {
    var all =
        Duration.ofDays(days)
            .plusHours(hours)
            .plusMinutes(minutes)
            .plusSeconds(seconds)
            .plusMillis(millis);
    return all.toMillis() % 1_000 == 0 ? all.toSeconds() + "s" : all.toMillis() + "ms";
  }

  /** The keys as a table in Markdown. */
  public String table(List<Class<?>> types) {
    return "| key | type | default | limits | meaning |\n|---|---|---|---|---|\n"
        + keys(types).stream()
            .map(
                key ->
                    "| `%s` | %s | %s | %s | %s |"
                        .formatted(
                            key.key(),
                            key.type(),
                            key.defaultValue().isEmpty() ? "" : "`" + key.defaultValue() + "`",
                            key.limits(),
                            cell(key.description())))
            .collect(Collectors.joining("\n"));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ").replaceAll("\\{@\\w+ ([^}]*)}", "$1");
  }
}
