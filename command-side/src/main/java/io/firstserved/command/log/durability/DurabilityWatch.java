package io.firstserved.command.log.durability;

import io.firstserved.loop.LoopBody;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks at the database's settings, turn by turn, and remembers what it saw last. A database that
 * does not answer changes nothing. Thread-safe.
 */
final class DurabilityWatch implements LoopBody {

  private static final Logger LOG = LoggerFactory.getLogger(DurabilityWatch.class);

  private final JdbcClient jdbc;
  private final DurabilityProperties properties;
  private volatile @Nullable Seen seen;

  /**
   * What a look has found, in sentences.
   *
   * @param faults what keeps the node from being ready
   * @param accepted what would, had an operator not accepted it
   */
  record Seen(List<String> faults, List<String> accepted) {}

  DurabilityWatch(JdbcClient jdbc, DurabilityProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  /** What was found last; null before the first look. */
  @Nullable Seen seen() {
    return seen;
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    var server = variables();
    var now = new Seen(faults(server, false), faults(server, true));
    if (!now.equals(seen)) {
      now.faults().forEach(fault -> LOG.error("Not ready: {}", fault));
      now.accepted().forEach(fault -> LOG.warn("Accepted by configuration: {}", fault));
    }
    seen = now;
    return properties.interval();
  }

  private List<String> faults(Map<String, String> server, boolean accepted) {
    return Stream.of(DurableSetting.values())
        .filter(setting -> properties.accepted().contains(setting.variable()) == accepted)
        .flatMap(setting -> setting.fault(server).stream())
        .toList();
  }

  private Map<String, String> variables() {
    var variables = new HashMap<String, String>();
    jdbc.sql("SHOW GLOBAL VARIABLES WHERE variable_name IN (:names)")
        .param("names", DurableSetting.variables())
        .query(
            row -> {
              variables.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2));
            });
    return variables;
  }
}
