package io.firstserved.query.audit.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.event.LogRow;
import io.firstserved.database.durability.Durability;
import io.firstserved.position.VoidRule;
import io.firstserved.query.audit.AuditedSystem;
import io.firstserved.query.audit.check.GateCheck.GateFigures;
import io.firstserved.query.audit.check.SimulatedHistory;
import io.firstserved.query.audit.seal.SealStore;
import io.firstserved.query.audit.source.StoreSource;
import io.firstserved.query.audit.source.StoredIncarnation;
import io.firstserved.query.audit.source.TopicCursor;
import io.firstserved.query.audit.source.TopicFaults;
import io.firstserved.query.projection.EventConsumers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An audit of a system under load: the log grows between any two looks of the audit, and its seals,
 * topic and read model grow after it. That is lag at most.
 */
class GrowingLogIT {

  private static final List<LogRow> ROWS = SimulatedHistory.rows(7, 6_000);

  /** Not a divisor of a seal's block, so that the head lies within a block. */
  private static final int STEP = 37;

  private static AuditedSystem system;
  private static int appended = 700;
  private static int sealed = appended;
  private static int relayed = appended;

  @BeforeAll
  static void start() {
    system = AuditedSystem.with(ROWS.subList(0, appended));
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  /** What grows, and what stands still meanwhile. */
  enum Load {
    LOG_AND_SEALS,
    LOG_AND_TOPIC,
    EVERYTHING;

    void grow() {
      system.append(ROWS.subList(appended, appended + STEP));
      appended += STEP;
      if (this != LOG_AND_TOPIC) {
        system.seal(ROWS.subList(sealed, appended));
        sealed = appended;
      }
      if (this != LOG_AND_SEALS) {
        system.relay(ROWS.subList(relayed, appended));
        relayed = appended;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsNoViolationWhileEverythingGrows(Load load) {
    var result = audit(load::grow);

    assertThat(result.violations()).isEmpty();
    assertThat(result.verdict()).isNotEqualTo(Verdict.VIOLATED);
    assertThat(result.reasons()).allSatisfy(reason -> assertThat(reason).startsWith("lag: "));
  }

  @Test
  void isProvenOnceEverythingIsQuiet() {
    system.append(ROWS.subList(appended, appended + STEP));
    system.relay(ROWS.subList(relayed, appended + STEP));
    system.seal(ROWS.subList(sealed, appended + STEP));
    appended += STEP;
    relayed = appended;
    sealed = appended;
    system.awaitProjected(appended);

    var result = audit(() -> {});

    assertThat(result.reasons()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.PROVEN);
  }

  private static AuditResult audit(Runnable load) {
    var node = system.node;
    var limits = node.bean(AuditProperties.class);
    var live =
        new LiveSources(
            (DataSource) node.bean("log"),
            node.bean(JdbcClient.class),
            node.bean(EventConsumers.class),
            new HonestGate(),
            node.bean(Durability.class),
            limits);
    return new AuditEngine(new GrowingSources(live, load), limits)
        .run(new AuditRequest(null, Source.BOTH, null), new Progress(() -> {}));
  }

  /** Believes what the log has at the moment of asking. */
  private static final class HonestGate implements GateClient {
    @Override
    public boolean isConfigured() {
      return true;
    }

    @Override
    public Optional<GateFigures> figures(String campaign) {
      long issued =
          ROWS.subList(0, appended).stream()
              .filter(row -> row.eventId().startsWith(campaign + "#"))
              .count();
      return Optional.of(new GateFigures(campaign, issued, issued, 0, 0, issued));
    }
  }

  /** Before each look there is more to see. */
  private record GrowingSources(Sources live, Runnable load) implements Sources {

    private Sources grown() {
      load.run();
      return live;
    }

    @Override
    public StoreSource log() {
      return grown().log();
    }

    @Override
    public SealStore seals() {
      return grown().seals();
    }

    @Override
    public ReadModelSource readModel() {
      return grown().readModel();
    }

    @Override
    public GateClient gate() {
      return grown().gate();
    }

    @Override
    public List<String> durabilityFaults() {
      return grown().durabilityFaults();
    }

    @Override
    public List<StoredIncarnation> incarnations() {
      return grown().incarnations();
    }

    @Override
    public Map<Long, String> witnessedSeals(LogLives lives) {
      return grown().witnessedSeals(lives);
    }

    @Override
    public long relayed() {
      return grown().relayed();
    }

    @Override
    public int partitions() {
      return grown().partitions();
    }

    @Override
    public TopicCursor topic(VoidRule rule, TopicFaults faults) {
      return grown().topic(rule, faults);
    }
  }
}
