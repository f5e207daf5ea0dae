package io.firstserved.command.log;

import io.firstserved.database.group.GroupProperties;
import io.firstserved.database.group.PrimaryPools;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Limits of the log as production has them by default, or with some changed. */
final class LogLimits {

  static final LogProperties DEFAULT = with(Map.of());

  static final PrimaryPools POOLS =
      new PrimaryPools(
          new Binder(new MapConfigurationPropertySource())
              .bindOrCreate("first-served.mysql-group", GroupProperties.class));

  private LogLimits() {}

  /** The defaults, except for these properties below {@code first-served.log}. */
  static LogProperties with(Map<String, String> changed) {
    var source = new MapConfigurationPropertySource();
    changed.forEach((name, value) -> source.put("first-served.log." + name, value));
    return new Binder(source).bindOrCreate("first-served.log", LogProperties.class);
  }
}
