package io.firstserved.query.projection;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.AnnotatedHandlerInspector;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MessageHandlerInterceptorMemberChain;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;

/**
 * Hands events to the {@code @EventHandler} methods of one projection, as Axon's {@code
 * AnnotationEventHandlerAdapter} does and by the same inspector, but looks up the handlers once for
 * a type of payload instead of once for each event. Thread-safe.
 */
final class EventHandlers {

  private final Projection projection;
  private final List<MessageHandlingMember<? super Projection>> handlers;
  private final MessageHandlerInterceptorMemberChain<Projection> interceptors;
  private final Map<Class<?>, List<MessageHandlingMember<? super Projection>>> byPayload =
      new ConcurrentHashMap<>();

  EventHandlers(Projection projection) {
    var type = projection.getClass();
    var resolvers =
        MultiParameterResolverFactory.ordered(
            new BatchWriterResolvers(), ClasspathParameterResolverFactory.forClass(type));
    AnnotatedHandlerInspector<Projection> inspector =
        AnnotatedHandlerInspector.inspectType(type, resolvers);
    this.projection = projection;
    this.handlers = inspector.getHandlers(type).toList();
    this.interceptors = inspector.chainedInterceptor(type);
  }

  /**
   * Hands over a batch, in its order.
   *
   * @param writer what handlers that ask for it are given
   * @throws RuntimeException what a handler throws
   */
  void handle(List<? extends EventMessage<?>> events, BatchWriter writer) {
    ScopedValue.where(BatchWriterResolvers.CURRENT, writer).run(() -> events.forEach(this::handle));
  }

  private void handle(EventMessage<?> event) {
    try {
      for (var handler : byPayload.computeIfAbsent(event.getPayloadType(), this::handlersOf)) {
        if (handler.canHandle(event)) {
          interceptors.handle(event, projection, handler);
          return;
        }
      }
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception checked) {
      throw new IllegalStateException(checked);
    }
  }

  /** The most specific first; which of them takes an event can depend on its metadata. */
  private List<MessageHandlingMember<? super Projection>> handlersOf(Class<?> payload) {
    return handlers.stream().filter(handler -> handler.canHandleType(payload)).toList();
  }
}
