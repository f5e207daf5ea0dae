package io.firstserved.reference;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The constraints of a properties class, read from its annotations. */
final class Limits {

  /**
   * One limit of one key.
   *
   * @param words as the reference page says it
   * @param outside a value just out of it
   * @param told what the refusal must contain
   */
  record Limit(String words, String outside, String told) {}

  private Limits() {}

  /** The limits of a component by annotations of its own. */
  static List<Limit> of(RecordComponent component) {
    return annotations(component).flatMap(each -> limit(each).stream()).toList();
  }

  /** What a component's own annotations are, which stand on the constructor's parameter. */
  static Stream<Annotation> annotations(RecordComponent component) {
    var constructor = component.getDeclaringRecord().getDeclaredConstructors()[0];
    return Arrays.stream(constructor.getParameters())
        .filter(parameter -> parameter.getName().equals(component.getName()))
        .flatMap(parameter -> Arrays.stream(parameter.getAnnotations()));
  }

  /** The rules of a class, each a sentence that begins with the key it limits. */
  static List<String> rules(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .map(method -> method.getAnnotation(AssertTrue.class))
        .filter(rule -> rule != null)
        .map(AssertTrue::message)
        .sorted()
        .toList();
  }

  private static Optional<Limit> limit(Annotation annotation) {
    return Optional.ofNullable(
        switch (annotation) {
          case Min min ->
              new Limit(
                  "at least " + grouped(min.value()),
                  Long.toString(min.value() - 1),
                  "greater than or equal to " + min.value());
          case Max max ->
              new Limit(
                  "at most " + grouped(max.value()),
                  Long.toString(max.value() + 1),
                  "less than or equal to " + max.value());
          case NotBlank blank -> new Limit("not blank", " ", "must not be blank");
          case Size size ->
              new Limit(
                  "at most " + size.max() + " characters",
                  "x".repeat(size.max() + 1),
                  "size must be between " + size.min() + " and " + size.max());
          case DurationMin min -> shortest(duration(min));
          case DurationMax max -> longest(duration(max));
          default -> null;
        });
  }

  private static Limit shortest(Duration limit) {
    return new Limit(
        "at least " + told(limit), limit.minusMillis(1).toMillis() + "ms", "longer than or equal");
  }

  private static Limit longest(Duration limit) {
    return new Limit(
        "at most " + told(limit), limit.plusMillis(1).toMillis() + "ms", "shorter than or equal");
  }

  private static Duration duration(DurationMin limit) {
    return Duration.ofDays(limit.days())
        .plusHours(limit.hours())
        .plusMinutes(limit.minutes())
        .plusSeconds(limit.seconds())
        .plusMillis(limit.millis());
  }

  private static Duration duration(DurationMax limit) {
    return Duration.ofDays(limit.days())
        .plusHours(limit.hours())
        .plusMinutes(limit.minutes())
        .plusSeconds(limit.seconds())
        .plusMillis(limit.millis());
  }

  /** As it is written in YAML, in the largest unit that fits. */
  private static String told(Duration duration) {
    var millis = duration.toMillis();
    if (millis == 0) {
      return "0";
    }
    return millis % 3_600_000 == 0
        ? duration.toHours() + "h"
        : millis % 60_000 == 0
            ? duration.toMinutes() + "m"
            : millis % 1_000 == 0 ? duration.toSeconds() + "s" : millis + "ms";
  }

  private static String grouped(long number) {
    return String.format(java.util.Locale.ROOT, "%,d", number);
  }
}
