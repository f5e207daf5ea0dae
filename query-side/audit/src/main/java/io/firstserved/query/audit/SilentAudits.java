package io.firstserved.query.audit;

import io.firstserved.query.audit.run.AuditProperties;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends audits whose node has stopped, as INCOMPLETE. Silence counts only while this node looks and
 * the database answers: a database that was away has silenced every node, and none has stopped. Not
 * thread-safe.
 */
@Component
class SilentAudits {

  private static final Logger LOG = LoggerFactory.getLogger(SilentAudits.class);

  /** In how many looks in a row an audit's heartbeat was the same. */
  private record Silence(long heartbeatMillis, int looks) {}

  private final AuditTable audits;
  private final AuditProperties limits;
  private final Map<String, Silence> silences = new HashMap<>();

  SilentAudits(AuditTable audits, AuditProperties limits) {
    this.audits = audits;
    this.limits = limits;
  }

  /** Looks once; to be called once in each {@link AuditProperties#heartbeat}. */
  void look() {
    var heartbeats = audits.heartbeats();
    silences.keySet().retainAll(heartbeats.keySet());
    heartbeats.forEach(this::look);
  }

  /** The database was away: every silence begins anew. */
  void forget() {
    silences.clear();
  }

  private void look(String id, long heartbeatMillis) {
    var before = silences.getOrDefault(id, new Silence(heartbeatMillis, -1));
    boolean isSilent = before.heartbeatMillis() == heartbeatMillis;
    var now = new Silence(heartbeatMillis, isSilent ? before.looks() + 1 : 0);
    silences.put(id, now);
    if (now.looks() > limits.lostAfter().dividedBy(limits.heartbeat())
        && audits.lost(id, heartbeatMillis)) {
      LOG.warn("Audit {} is given up: its node has been silent for {}", id, limits.lostAfter());
    }
  }
}
