package io.firstserved.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/**
 * What holds of every properties class of an application, found by scanning. Mounted by a test
 * class per application, which says which part of the reference page is its own.
 */
public interface ConfigurationContract {

  /** The part's name on the page. */
  String part();

  /** Whether a class belongs to the part. */
  boolean mine(Class<?> type);

  /** For each rule, behind the prefix it belongs to, the settings that break it and no other. */
  Map<String, Map<String, String>> brokenRules();

  private List<Class<?>> types() {
    return ConfigurationReference.classes().stream().filter(this::mine).toList();
  }

  private List<Key> keys() {
    return new ConfigurationReference().keys(types());
  }

  @Test
  default void isTheCommittedReference() {
    new ReferencePage("configuration.md")
        .require(part(), new ConfigurationReference().table(types()));
  }

  @Test
  default void isTheCommittedReferenceOfSpringsOwnKeys() {
    new ReferencePage("configuration.md")
        .require(part() + "-spring", SpringSettings.table("application.yml"));
  }

  @Test
  default void describesEveryKeyAndLimitsEveryNumberSizeAndDuration() {
    assertThat(keys())
        .isNotEmpty()
        .allSatisfy(key -> assertThat(key.description()).as(key.key()).isNotBlank())
        .filteredOn(Key::wantsLimit)
        .allSatisfy(key -> assertThat(key.limits()).as(key.key()).isNotBlank());
  }

  @TestFactory
  default Stream<DynamicTest> startsWithItsDefaults() {
    return types().stream()
        .map(type -> dynamicTest(type.getSimpleName(), () -> bind(type, Map.of())));
  }

  @TestFactory
  default Stream<DynamicTest> refusesWhatIsOutOfALimit() {
    return types().stream()
        .flatMap(type -> new ConfigurationReference().keys(List.of(type)).stream())
        .flatMap(
            key ->
                Limits.of(key.component()).stream()
                    .map(
                        limit ->
                            dynamicTest(
                                key.key() + " " + limit.words(),
                                () ->
                                    requireRefused(
                                        Map.of(key.key(), limit.outside()),
                                        '"' + key.key() + '"',
                                        limit.told()))));
  }

  @TestFactory
  default Stream<DynamicTest> refusesWhatBreaksARule() {
    return brokenRules().entrySet().stream()
        .map(
            broken ->
                dynamicTest(
                    broken.getKey(),
                    () -> {
                      var rule = broken.getKey();
                      requireRefused(
                          broken.getValue(), rule.substring(rule.lastIndexOf('.', end(rule)) + 1));
                    }));
  }

  /** Where the key ends that a rule begins with. */
  private static int end(String rule) {
    return rule.indexOf(" must ");
  }

  @Test
  default void knowsHowToBreakEveryRule() {
    var rules = new TreeSet<String>();
    for (var key : keys()) {
      var prefix = key.key().substring(0, key.key().lastIndexOf('.') + 1);
      Limits.rules(key.component().getDeclaringRecord()).forEach(rule -> rules.add(prefix + rule));
    }
    assertThat(rules).containsExactlyInAnyOrderElementsOf(brokenRules().keySet());
    assertThat(rules)
        .allSatisfy(
            rule ->
                assertThat(keys())
                    .as("the key that this begins with: " + rule)
                    .anySatisfy(key -> assertThat(rule).startsWith(key.key() + " must ")));
  }

  private void requireRefused(Map<String, String> settings, String... told) {
    var key = settings.keySet().iterator().next();
    var type =
        types().stream()
            .filter(each -> key.startsWith(ConfigurationReference.prefix(each) + "."))
            .reduce((shorter, longer) -> longer)
            .orElseThrow();
    assertThatThrownBy(() -> bind(type, settings))
        .rootCause()
        .isInstanceOf(BindValidationException.class)
        .message()
        .contains(told);
  }

  private static void bind(Class<?> type, Map<String, String> settings) {
    assertThat(type).hasAnnotation(Validated.class);
    var all = new HashMap<>(settings);
    all.putIfAbsent("first-served.security.jwt.secret", "0123456789012345678901234567890123");
    LocaleContextHolder.setLocale(Locale.ENGLISH);
    try (var validator = new LocalValidatorFactoryBean()) {
      validator.afterPropertiesSet();
      new Binder(new MapConfigurationPropertySource(all))
          .bindOrCreate(
              ConfigurationReference.prefix(type),
              Bindable.of(type),
              new ValidationBindHandler(validator));
    } finally {
      LocaleContextHolder.resetLocaleContext();
    }
  }
}
