package io.firstserved.benchmarks;

import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** An engine under measurement: a command comes in, its event is durable when the answer is out. */
interface MeasuredEngine extends AutoCloseable {

  /** Its name in the report. */
  String name();

  /** Table that holds its log. */
  String table();

  CommandGateway commands();

  @Override
  void close();

  /** A command whose handler publishes one event, which is all that a command does here. */
  record Publish(DomainEventMessage<?> event) {}

  static CommandGateway gateway(EventStore store, TransactionManager transactions) {
    var bus = SimpleCommandBus.builder().transactionManager(transactions).build();
    bus.subscribe(
        Publish.class.getName(),
        command -> {
          store.publish(((Publish) command.getPayload()).event());
          return null;
        });
    return DefaultCommandGateway.builder().commandBus(bus).build();
  }
}
