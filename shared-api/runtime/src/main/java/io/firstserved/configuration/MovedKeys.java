package io.firstserved.configuration;

import java.util.Map;
import org.springframework.core.env.Environment;

/** Keys that an earlier version read under another name. */
public final class MovedKeys {

  private MovedKeys() {}

  /**
   * Stops the start of a node that is told an old key and not its successor: it would take the
   * default in silence. With both it starts, so that the versions before and after can share one
   * environment during a rolling upgrade.
   *
   * @param successors by the old key
   * @throws IllegalStateException naming the old key and the new one
   */
  public static void require(Environment environment, Map<String, String> successors) {
    successors.forEach(
        (old, successor) -> {
          if (environment.containsProperty(old) && !environment.containsProperty(successor)) {
            throw new IllegalStateException(
                "%s is not read any more: set %s instead".formatted(old, successor));
          }
        });
  }
}
