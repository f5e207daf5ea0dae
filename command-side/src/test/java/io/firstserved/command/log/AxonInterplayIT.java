package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.log.AppendRefusedException.SerialTaken;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the engine behaves under Axon's command bus, units of work and event store. */
class AxonInterplayIT {

  private static final CampaignId CAMPAIGN = new CampaignId("with-axon");

  private final Interference interference = new Interference();
  private LogDatabase database;
  private LogNode node;
  private EmbeddedEventStore store;
  private SimpleCommandBus bus;
  private CommandGateway gateway;

  /** A command whose handler publishes these events. */
  record Publish(List<EventMessage<?>> events) {}

  @BeforeEach
  void start() {
    database = LogDatabase.create();
    node = new LogNode(database, database, LogLimits.DEFAULT, interference::on);
    store = EmbeddedEventStore.builder().storageEngine(node.engine).build();
    bus = SimpleCommandBus.builder().transactionManager(NoTransactionManager.instance()).build();
    bus.subscribe(
        Publish.class.getName(),
        command -> {
          store.publish(((Publish) command.getPayload()).events());
          return "published";
        });
    gateway = DefaultCommandGateway.builder().commandBus(bus).build();
    node.engine.appendEvents(Events.created(CAMPAIGN));
    interference.seen().clear();
  }

  @AfterEach
  void stop() throws InterruptedException {
    store.shutDown();
    node.close();
    database.close();
  }

  private AppendReceipt.Appended<String> publish(EventMessage<?>... events) {
    return AppendReceipt.during(() -> gateway.sendAndWait(new Publish(List.of(events))));
  }

  @Test
  void answersACommandAfterItsEventsAreDurable() {
    var appended = publish(Events.issued(CAMPAIGN, "alice", 1));

    assertThat(appended.result()).isEqualTo("published");
    assertThat(appended.lastIndex()).isEqualTo(2);
    assertThat(database.head()).isEqualTo(2);
  }

  @Test
  void passesARefusalOnAsItIs() {
    publish(Events.issued(CAMPAIGN, "alice", 1));

    assertThatThrownBy(() -> publish(Events.issued(CAMPAIGN, "bob", 1)))
        .isInstanceOf(SerialTaken.class);
  }

  @Test
  void appendsASecondAppendOfOneUnitOfWorkTogetherWithTheFirst() {
    var unit = DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("two appends"));
    unit.onPrepareCommit(
        preparing -> {
          node.engine.appendEvents(Events.issued(CAMPAIGN, "alice", 1));
          node.engine.appendEvents(Events.issued(CAMPAIGN, "bob", 2));
        });
    unit.commit();

    assertThat(database.indexes()).containsExactly(1L, 2L, 3L);
    assertThat(interference.seen())
        .filteredOn(stage -> stage == Interference.Stage.COMMIT)
        .hasSize(1);
  }

  @Test
  void storesNothingOfTheFirstAppendIfTheSecondIsRefused() {
    publish(Events.issued(CAMPAIGN, "carol", 9));

    var unit = DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("two appends"));
    unit.onPrepareCommit(
        preparing -> {
          node.engine.appendEvents(Events.issued(CAMPAIGN, "alice", 1));
          node.engine.appendEvents(Events.issued(CAMPAIGN, "bob", 9));
        });
    assertThatThrownBy(unit::commit).isInstanceOf(SerialTaken.class);

    assertThat(database.indexes()).containsExactly(1L, 2L);
  }

  @Test
  void appendsANestedCommandsEventsTogetherWithTheOuterOnes() {
    bus.subscribe(
        "outer",
        command -> {
          store.publish(Events.issued(CAMPAIGN, "alice", 1));
          gateway.sendAndWait(new Publish(List.of(Events.issued(CAMPAIGN, "bob", 2))));
          return null;
        });

    gateway.sendAndWait(new GenericCommandMessage<>(new GenericMessage<>("x"), "outer"));

    assertThat(database.indexes()).containsExactly(1L, 2L, 3L);
    assertThat(interference.seen())
        .filteredOn(stage -> stage == Interference.Stage.COMMIT)
        .hasSize(1);
  }

  @Test
  void storesNothingIfAnythingThrowsBeforeTheCommit() {
    bus.registerHandlerInterceptor(
        (unit, chain) -> {
          unit.onPrepareCommit(
              preparing -> {
                throw new IllegalStateException("thrown by the test");
              });
          return chain.proceed();
        });

    assertThatThrownBy(() -> publish(Events.issued(CAMPAIGN, "alice", 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(database.head()).isEqualTo(1);
  }

  @Test
  void letsNothingFailTheCommandOnceItIsDurable() {
    bus.registerHandlerInterceptor(
        (unit, chain) -> {
          unit.afterCommit(
              committed -> {
                throw new IllegalStateException("thrown by the test");
              });
          unit.onCleanup(
              cleaned -> {
                throw new IllegalStateException("thrown by the test");
              });
          return chain.proceed();
        });

    assertThat(publish(Events.issued(CAMPAIGN, "alice", 1)).result()).isEqualTo("published");
    assertThat(CurrentUnitOfWork.isStarted()).isFalse();
  }

  @Test
  void readsAnAggregatesEventsWithOneSelect() {
    publish(Events.paused(CAMPAIGN, 1));
    var selects = new AtomicInteger();
    var counting = countingReads(selects);

    assertThat(counting.readEvents(CAMPAIGN.value()).asStream()).hasSize(2);
    assertThat(selects).hasValue(1);
  }

  private EmbeddedEventStore countingReads(AtomicInteger selects) {
    var engine =
        node.reading(
            () -> {
              selects.incrementAndGet();
              return database.pool().getConnection();
            });
    return EmbeddedEventStore.builder().storageEngine(engine).build();
  }

  @Test
  void knowsNoSnapshots() {
    assertThat(node.engine.readSnapshot(CAMPAIGN.value())).isEmpty();
    assertThatThrownBy(() -> node.engine.storeSnapshot(Events.created(CAMPAIGN)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void givesTokensThatLeadFromTheTailToTheHead() {
    for (int n = 1; n <= 250; n++) {
      publish(Events.issued(CAMPAIGN, "user-" + n, n));
    }

    assertThat(((GapAwareTrackingToken) node.engine.createTailToken()).getIndex()).isZero();
    assertThat(((GapAwareTrackingToken) node.engine.createHeadToken()).getIndex()).isEqualTo(251);
    assertThat(node.engine.readEvents(node.engine.createTailToken(), false)).hasSize(251);
    assertThat(node.engine.readEvents(null, false)).hasSize(251);
    assertThat(node.engine.lastSequenceNumberFor(CAMPAIGN.value())).contains(0L);
  }
}
