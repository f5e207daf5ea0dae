package io.firstserved.command.platform;

import io.firstserved.command.log.EventMetaData;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The command bus and what it carries along. */
@Configuration(proxyBeanMethods = false)
class AxonConfiguration {

  /**
   * Handles a command on the caller's own thread, in no transaction: the log's writer commits the
   * events of many commands together, so a connection per command would only be held in vain.
   */
  @Bean
  @Qualifier("localSegment")
  CommandBus commandBus(CorrelationDataProvider carriedAlong) {
    var bus =
        SimpleCommandBus.builder().transactionManager(NoTransactionManager.instance()).build();
    bus.registerHandlerInterceptor(new CorrelationDataInterceptor<CommandMessage<?>>(carriedAlong));
    return bus;
  }

  /** What goes from a command's metadata into that of its events; nothing else does. */
  @Bean
  CorrelationDataProvider carriedAlong() {
    return new SimpleCorrelationDataProvider(
        EventMetaData.IDEMPOTENCY_KEY, EventMetaData.BY, EventMetaData.REQUEST);
  }

  /**
   * No lock around an aggregate: the log's unique stream position lets one of two rivals win, also
   * when they run on different nodes, where a lock in this process would not help.
   */
  @Bean
  LockFactory nullLockFactory() {
    return NullLockFactory.INSTANCE;
  }
}
