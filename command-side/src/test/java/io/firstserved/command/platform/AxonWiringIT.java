package io.firstserved.command.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.command.CommandSideNode;
import io.firstserved.command.log.GroupCommitEventStorageEngine;
import io.firstserved.serialization.EventSerializer;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;

/** Which of Axon's parts a running node has: none may be chosen silently. */
class AxonWiringIT {

  @Test
  void isWhatTheDocumentationSays() {
    try (var node = CommandSideNode.start()) {
      assertThat(node.bean(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
      assertThat(node.bean(CommandBus.class)).isInstanceOf(SimpleCommandBus.class);
      assertThat(node.bean(EventStore.class)).isInstanceOf(EmbeddedEventStore.class);
      assertThat(node.bean(EventStorageEngine.class))
          .isInstanceOf(GroupCommitEventStorageEngine.class);
      assertThat(node.bean("eventSerializer", Serializer.class))
          .isInstanceOf(EventSerializer.class);
    }
  }
}
