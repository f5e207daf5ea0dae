package io.firstserved.edge;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in the specification which members may be null: those that the code says may. */
class OpenApiNullability implements ModelConverter {

  private static final String NULL = "null";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    var schema = chain.next().resolve(type, context, chain);
    var members = Json.mapper().constructType(type.getType()).getRawClass().getRecordComponents();
    var described = schema == null || members == null ? null : described(schema, context);
    if (described != null && described.getProperties() != null) {
      for (var member : members) {
        describe(member, described);
      }
    }
    return schema;
  }

  private static @Nullable Schema<?> described(Schema<?> schema, ModelConverterContext context) {
    var reference = schema.get$ref();
    return reference == null
        ? schema
        : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // of the library
  private static void describe(RecordComponent member, Schema described) {
    var property = (Schema<?>) described.getProperties().get(member.getName());
    if (property == null) {
      return;
    }
    if (member.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      described.getProperties().put(member.getName(), nullable(property));
    } else if (described.getRequired() == null
        || !described.getRequired().contains(member.getName())) {
      described.addRequiredItem(member.getName());
    }
  }

  private static Schema<?> nullable(Schema<?> property) {
    if (property.getAnyOf() != null) {
      return property;
    }
    if (property.get$ref() != null || property.getEnum() != null) {
      return new JsonSchema().anyOf(List.of(property, new JsonSchema().typesItem(NULL)));
    }
    property.addType(NULL);
    return property;
  }
}
