package io.firstserved.query.audit.run;

import io.firstserved.query.audit.seal.SealStore;
import io.firstserved.query.audit.source.SourceUnavailableException;
import io.firstserved.query.audit.source.StoreSource;
import io.firstserved.query.audit.source.TopicAccess;
import io.firstserved.query.audit.source.TopicCursor;
import io.firstserved.query.audit.source.TopicFaults;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sources of the running system. */
final class LiveSources implements Sources {

  private final DataSource log;
  private final JdbcClient readModel;
  private final TopicAccess consumers;
  private final GateClient gate;
  private final AuditProperties limits;

  LiveSources(
      DataSource log,
      JdbcClient readModel,
      TopicAccess consumers,
      GateClient gate,
      AuditProperties limits) {
    this.log = log;
    this.readModel = readModel;
    this.consumers = consumers;
    this.gate = gate;
    this.limits = limits;
  }

  @Override
  public StoreSource log() {
    return new StoreSource(log, limits.pageSize());
  }

  @Override
  public SealStore seals() {
    return new SealStore(log);
  }

  @Override
  public ReadModelSource readModel() {
    return new ReadModelSource(readModel, limits.pageSize());
  }

  @Override
  public GateClient gate() {
    return gate;
  }

  @Override
  public Map<Long, String> witnessedSeals() {
    var seals = new HashMap<Long, String>();
    try {
      readModel
          .sql("SELECT block, seal FROM audit_witness")
          .query(
              row -> {
                seals.put(row.getLong(1), row.getString(2));
              });
      return seals;
    } catch (DataAccessException unreachable) {
      throw new SourceUnavailableException("the audits' history cannot be read", unreachable);
    }
  }

  @Override
  public long relayed() {
    try {
      return JdbcClient.create(log)
          .sql("SELECT position FROM log_follower WHERE name = 'relay'")
          .query(Long.class)
          .optional()
          .orElse(0L);
    } catch (DataAccessException unreachable) {
      throw new SourceUnavailableException("the relay's position cannot be read", unreachable);
    }
  }

  @Override
  public int partitions() {
    try (var consumer = consumers.standalone("audit", 1)) {
      return consumer.partitionsFor(consumers.topic(), limits.topicTimeout()).size();
    } catch (KafkaException unreachable) {
      throw new SourceUnavailableException(
          "the topic cannot be read: " + unreachable.getMessage(), unreachable);
    }
  }

  @Override
  public TopicCursor topic(TopicFaults faults) {
    return TopicCursor.open(
        consumers.standalone("audit", limits.topicBuffer()),
        consumers.topic(),
        new TopicCursor.TopicLimits(limits.topicBuffer(), limits.topicTimeout()),
        faults);
  }
}
