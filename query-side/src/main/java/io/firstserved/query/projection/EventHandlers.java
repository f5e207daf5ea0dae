package io.firstserved.query.projection;

import java.util.List;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;

/** Hands events to the {@code @EventHandler} methods of one projection. Thread-safe. */
final class EventHandlers {

  private final AnnotationEventHandlerAdapter adapter;

  EventHandlers(Projection projection) {
    var resolvers =
        MultiParameterResolverFactory.ordered(
            new BatchWriterResolvers(),
            ClasspathParameterResolverFactory.forClass(projection.getClass()));
    this.adapter = new AnnotationEventHandlerAdapter(projection, resolvers);
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
      adapter.handle(event);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception checked) {
      throw new IllegalStateException(checked);
    }
  }
}
