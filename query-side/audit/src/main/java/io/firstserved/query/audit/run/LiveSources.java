package io.firstserved.query.audit.run;

import io.firstserved.database.durability.Durability;
import io.firstserved.database.durability.DurabilityFault;
import io.firstserved.position.VoidRule;
import io.firstserved.query.audit.seal.SealStore;
import io.firstserved.query.audit.seal.WitnessedSeal;
import io.firstserved.query.audit.seal.Witnesses;
import io.firstserved.query.audit.source.IncarnationStore;
import io.firstserved.query.audit.source.SourceUnavailableException;
import io.firstserved.query.audit.source.StoreSource;
import io.firstserved.query.audit.source.StoredIncarnation;
import io.firstserved.query.audit.source.TopicAccess;
import io.firstserved.query.audit.source.TopicCursor;
import io.firstserved.query.audit.source.TopicFaults;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
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
  private final Durability durability;
  private final AuditProperties limits;

  LiveSources(
      DataSource log,
      JdbcClient readModel,
      TopicAccess consumers,
      GateClient gate,
      Durability durability,
      AuditProperties limits) {
    this.log = log;
    this.readModel = readModel;
    this.consumers = consumers;
    this.gate = gate;
    this.durability = durability;
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
  public List<StoredIncarnation> incarnations() {
    return new IncarnationStore(log).all();
  }

  @Override
  public Map<Long, String> witnessedSeals(LogLives lives) {
    var told = new IncarnationStore(log).told();
    var keptUpTo = new HashMap<Long, Long>();
    lives.stored().stream()
        .map(StoredIncarnation::number)
        .filter(life -> life > 0)
        .forEach(life -> keptUpTo.put(life, seals().sealedBefore(told.getOrDefault(life, 0L))));
    return new Witnesses(lives.rule(), keptUpTo).binding(witnessed());
  }

  private List<WitnessedSeal> witnessed() {
    try {
      return readModel
          .sql("SELECT block, seal, last_index, incarnation FROM audit_witness")
          .query(
              (row, n) ->
                  new WitnessedSeal(
                      row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4)))
          .list();
    } catch (DataAccessException unreachable) {
      throw new SourceUnavailableException("the audits' history cannot be read", unreachable);
    }
  }

  @Override
  public List<String> durabilityFaults() {
    try {
      return durability.faults().stream().map(DurabilityFault::sentence).toList();
    } catch (SQLException unanswered) {
      throw new SourceUnavailableException(
          "the settings of the log's database cannot be read", unanswered);
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
  public TopicCursor topic(VoidRule rule, TopicFaults faults) {
    return TopicCursor.open(
        consumers.standalone("audit", limits.topicBuffer()),
        consumers.topic(),
        new TopicCursor.TopicLimits(limits.topicBuffer(), limits.topicTimeout()),
        rule,
        faults);
  }
}
