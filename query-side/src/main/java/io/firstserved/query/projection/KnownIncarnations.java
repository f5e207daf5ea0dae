package io.firstserved.query.projection;

import io.firstserved.position.Incarnations;
import io.firstserved.query.audit.source.IncarnationStore;
import io.firstserved.query.audit.source.SourceUnavailableException;
import io.firstserved.query.platform.LogDatabaseConfiguration;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The log's lives as last read from its database: those of a log that never lost anything, until
 * they were read. The lag watcher reads them at each look. Thread-safe.
 */
@Component
public class KnownIncarnations {

  private static final Logger LOG = LoggerFactory.getLogger(KnownIncarnations.class);

  /** Between two attempts of a reader that met a life it does not know. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final IncarnationStore store;
  private volatile Incarnations latest = Incarnations.FIRST;
  private volatile boolean wereRead;
  private volatile long notBefore = System.nanoTime();

  KnownIncarnations(@Qualifier(LogDatabaseConfiguration.LOG) DataSource log) {
    this.store = new IncarnationStore(log);
  }

  /** As last read. The same object as long as nothing has changed. */
  public Incarnations latest() {
    return latest;
  }

  /** Whether this node has read them since it started. */
  public boolean wereRead() {
    return wereRead;
  }

  /**
   * Reads them.
   *
   * @throws SourceUnavailableException if the log's database does not answer; then what was read
   *     before stays
   */
  public Incarnations refresh() {
    var read = IncarnationStore.lives(store.all());
    if (!read.equals(latest)) {
      LOG.warn("the log's incarnations are now {}", read.lives());
      latest = read;
    }
    wereRead = true;
    return latest;
  }

  /**
   * Makes sure that the lives of these records are known, if that can be had now: before they are
   * judged, and outside of any transaction.
   */
  public void cover(List<TopicRecord> records) {
    var present = latest.present();
    for (var next : records) {
      if (next.at().incarnation() > present) {
        tryRefresh();
        return;
      }
    }
  }

  private void tryRefresh() {
    if (System.nanoTime() - notBefore < 0) {
      return;
    }
    try {
      refresh();
    } catch (SourceUnavailableException unseen) {
      LOG.debug("a newer incarnation cannot be looked up", unseen);
    } finally {
      notBefore = System.nanoTime() + PAUSE.toNanos();
    }
  }
}
