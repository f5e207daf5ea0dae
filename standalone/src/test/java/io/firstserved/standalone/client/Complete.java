package io.firstserved.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Nonnull;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;

/** Whether a generated model has all that its specification requires; Jackson does not ask. */
final class Complete {

  private static final String MODELS = "io.firstserved.client.";

  private Complete() {}

  /** Fails if a required member is missing, at any depth. */
  static <T> T require(T model) {
    switch (model) {
      case null -> {}
      case Collection<?> items -> items.forEach(Complete::require);
      default -> requireMembers(model);
    }
    return model;
  }

  private static void requireMembers(Object model) {
    if (model.getClass().getName().startsWith(MODELS) && !(model instanceof Enum<?>)) {
      Arrays.stream(model.getClass().getMethods())
          .filter(method -> method.getName().startsWith("get") && method.getParameterCount() == 0)
          .filter(method -> method.getDeclaringClass() == model.getClass())
          .forEach(getter -> require(member(model, getter)));
    }
  }

  private static Object member(Object model, Method getter) {
    try {
      var member = getter.invoke(model);
      if (getter.isAnnotationPresent(Nonnull.class)) {
        assertThat(member).as("%s of %s", getter.getName(), model).isNotNull();
      }
      return member;
    } catch (ReflectiveOperationException unforeseen) {
      throw new IllegalStateException(unforeseen);
    }
  }
}
