package io.firstserved.command.log.durability;

import io.firstserved.command.log.LogUnavailableException;
import io.firstserved.database.durability.Durability;
import io.firstserved.database.durability.DurabilityFault;
import io.firstserved.loop.LoopBody;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the settings of the database's servers, turn by turn, and remembers what it saw last. A
 * database that does not answer changes nothing. Thread-safe.
 */
final class DurabilityWatch implements LoopBody {

  private static final Logger LOG = LoggerFactory.getLogger(DurabilityWatch.class);

  private final Durability database;
  private final DurabilityProperties properties;
  private volatile @Nullable Seen seen;

  /**
   * What a look has found, in sentences.
   *
   * @param faults what keeps the node from being ready
   * @param accepted what would, had an operator not accepted it
   */
  record Seen(List<String> faults, List<String> accepted) {}

  DurabilityWatch(Durability database, DurabilityProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /** What was found last; null before the first look. */
  @Nullable Seen seen() {
    return seen;
  }

  /**
   * @throws LogUnavailableException.Unreadable if no server answers
   */
  @Override
  public Duration turn(Heartbeat heartbeat) {
    var faults = faults();
    var now = new Seen(sentences(faults, false), sentences(faults, true));
    if (!now.equals(seen)) {
      now.faults().forEach(fault -> LOG.error("Not ready: {}", fault));
      now.accepted().forEach(fault -> LOG.warn("Accepted by configuration: {}", fault));
    }
    seen = now;
    return properties.interval();
  }

  private List<DurabilityFault> faults() {
    try {
      return database.faults();
    } catch (SQLException unanswered) {
      throw new LogUnavailableException.Unreadable(unanswered);
    }
  }

  private List<String> sentences(List<DurabilityFault> faults, boolean accepted) {
    return faults.stream()
        .filter(fault -> properties.accepted().contains(fault.variable()) == accepted)
        .map(DurabilityFault::sentence)
        .toList();
  }
}
