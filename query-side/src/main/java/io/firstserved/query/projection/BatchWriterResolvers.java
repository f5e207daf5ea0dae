package io.firstserved.query.projection;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;

/** Lets an event handler take the batch's writer as a parameter. */
final class BatchWriterResolvers implements ParameterResolverFactory {

  /** The writer of the batch that is being handed over on this thread. */
  static final ScopedValue<BatchWriter> CURRENT = ScopedValue.newInstance();

  private static final ParameterResolver<BatchWriter> RESOLVER =
      new ParameterResolver<>() {
        @Override
        public BatchWriter resolveParameterValue(Message<?> message) {
          return CURRENT.get();
        }

        @Override
        public boolean matches(Message<?> message) {
          return true;
        }
      };

  @Override
  public @Nullable ParameterResolver<BatchWriter> createInstance(
      Executable executable, Parameter[] parameters, int parameterIndex) {
    return BatchWriter.class.isAssignableFrom(parameters[parameterIndex].getType())
        ? RESOLVER
        : null;
  }
}
