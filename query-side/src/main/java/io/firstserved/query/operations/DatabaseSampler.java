package io.firstserved.query.operations;

import io.firstserved.database.durability.Durability;
import io.firstserved.database.durability.DurabilityFault;
import io.firstserved.database.group.PrimaryPools;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the page says of the databases' servers. Who is in a group is known from its watch; the
 * settings of the log's servers are read once for all pages, and only while one is open.
 */
@Component
class DatabaseSampler {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseSampler.class);

  private final PrimaryPools pools;
  private final Durability log;
  private volatile List<String> faults = List.of();

  DatabaseSampler(PrimaryPools pools, Durability log) {
    this.pools = pools;
    this.log = log;
  }

  /** Without the database what was found stays: a setting changes only where somebody sets it. */
  void readSettings() {
    try {
      faults = log.faults().stream().map(DurabilityFault::sentence).toList();
    } catch (SQLException unseen) {
      LOG.debug("the settings of the log's servers cannot be read for the page", unseen);
    }
  }

  /** Forgets the settings, so that nobody is shown what was long ago. */
  void forgetSettings() {
    faults = List.of();
  }

  DatabaseSample sample() {
    return new DatabaseSample(pools.states(), faults);
  }
}
