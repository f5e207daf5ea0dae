package io.firstserved.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/**
 * What holds of every properties class of an application. Mounted by a test class per module that
 * says which part of the reference page is its own.
 */
public interface ConfigurationContract {

  /** The part's name on the page, and the packages whose classes it lists. */
  String part();

  /** Whether a class belongs to the part. */
  boolean mine(Class<?> type);

  private List<Class<?>> types() {
    return ConfigurationReference.classes().stream().filter(this::mine).toList();
  }

  @Test
  default void isTheCommittedReference() {
    new ReferencePage("configuration.md")
        .require(part(), new ConfigurationReference().table(types()));
  }

  @Test
  default void isDescribedKeyByKey() {
    assertThat(new ConfigurationReference().keys(types()))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(key.description()).as(key.key()).isNotBlank());
  }

  @TestFactory
  default Stream<DynamicTest> startsWithItsDefaultsAndRefusesWhatIsOutOfItsLimits() {
    return types().stream()
        .flatMap(
            type ->
                Stream.concat(
                    Stream.of(
                        DynamicTest.dynamicTest(
                            type.getSimpleName() + " starts", () -> bind(type, Map.of()))),
                    tooSmall(ConfigurationReference.prefix(type), type).entrySet().stream()
                        .map(
                            bad ->
                                DynamicTest.dynamicTest(
                                    bad.getKey() + " refuses " + bad.getValue(),
                                    () -> requireRefused(type, bad.getKey(), bad.getValue())))));
  }

  private static void requireRefused(Class<?> type, String key, String value) {
    var name = key.substring(key.lastIndexOf('.') + 1);
    assertThatThrownBy(() -> bind(type, Map.of(key, value)))
        .rootCause()
        .satisfies(
            failure ->
                assertThat(failure.toString().toLowerCase(java.util.Locale.ROOT))
                    .contains(name.replace("-", "")));
  }

  /** A value below the least, for each key that has one. */
  private static Map<String, String> tooSmall(String prefix, Class<?> type) {
    var values = new HashMap<String, String>();
    for (var component : type.getRecordComponents()) {
      var key = prefix + "." + ConfigurationReference.hyphenated(component.getName());
      if (component.getType().isRecord()) {
        values.putAll(tooSmall(key, component.getType()));
      }
      var constructor = type.getDeclaredConstructors()[0];
      Arrays.stream(constructor.getParameters())
          .filter(parameter -> parameter.getName().equals(component.getName()))
          .forEach(
              parameter -> {
                var min = parameter.getAnnotation(Min.class);
                if (min != null) {
                  values.put(key, Long.toString(min.value() - 1));
                }
                if (parameter.getAnnotation(DurationMin.class) != null) {
                  values.put(key, "-1ms");
                }
              });
    }
    return values;
  }

  private static void bind(Class<?> type, Map<String, String> values) {
    assertThat(type.isAnnotationPresent(Validated.class)).as("@Validated").isTrue();
    var all = new HashMap<>(values);
    all.putIfAbsent("first-served.security.jwt.secret", "0123456789012345678901234567890123");
    try (var validator = new LocalValidatorFactoryBean()) {
      validator.afterPropertiesSet();
      new Binder(new MapConfigurationPropertySource(all))
          .bindOrCreate(
              ConfigurationReference.prefix(type),
              Bindable.of(type),
              new ValidationBindHandler(validator));
    }
  }
}
