package io.firstserved.edge;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.MediaType;

/**
 * Says in the specification what is refused in any request, and what is not: a text of which only a
 * part has the shape (in JSON Schema a pattern may match anywhere, in Bean Validation it is the
 * whole); a member that is not known; {@code null} as the body where none is needed.
 */
class OpenApiStrictness implements OpenApiCustomizer {

  /** No text that comes as UTF-8 has half characters, and not every reader takes the range. */
  private static final String HALF_CHARACTERS = "\\uD800-\\uDFFF";

  @Override
  public void customise(OpenAPI specification) {
    var seen = new Schemas(specification);
    var operations =
        specification.getPaths().values().stream()
            .flatMap(path -> path.readOperations().stream())
            .toList();
    operations.stream().flatMap(OpenApiStrictness::parameters).forEach(seen::collect);
    operations.stream().flatMap(OpenApiStrictness::body).forEach(seen::collect);
    seen.all.forEach(OpenApiStrictness::restrict);
    operations.stream()
        .map(Operation::getRequestBody)
        .filter(body -> body != null && !Boolean.TRUE.equals(body.getRequired()))
        .forEach(OpenApiStrictness::mayBeNull);
  }

  private static void mayBeNull(RequestBody body) {
    var json = body.getContent().get(MediaType.APPLICATION_JSON_VALUE);
    if (json != null) {
      json.setSchema(
          new JsonSchema().anyOf(List.of(json.getSchema(), new JsonSchema().typesItem("null"))));
    }
  }

  private static Stream<Schema<?>> parameters(Operation operation) {
    return stream(operation.getParameters()).map(parameter -> parameter.getSchema());
  }

  private static Stream<Schema<?>> body(Operation operation) {
    var body = operation.getRequestBody();
    Content content = body == null ? null : body.getContent();
    return content == null ? Stream.of() : content.values().stream().map(type -> type.getSchema());
  }

  private static void restrict(Schema<?> schema) {
    var pattern = schema.getPattern();
    if (pattern != null) {
      var whole = pattern.startsWith("^") ? pattern : "^(?:" + pattern + ")$";
      schema.setPattern(whole.replace(HALF_CHARACTERS, ""));
    }
    if (schema.getProperties() != null) {
      schema.setAdditionalProperties(false);
    }
  }

  private static <T> Stream<T> stream(@Nullable Collection<T> values) {
    return values == null ? Stream.of() : values.stream();
  }

  /** What requests consist of, references followed. */
  private static final class Schemas {

    private final OpenAPI specification;
    // Each of several equal ones.
    private final Set<Schema<?>> all = Collections.newSetFromMap(new IdentityHashMap<>());

    Schemas(OpenAPI specification) {
      this.specification = specification;
    }

    void collect(@Nullable Schema<?> schema) {
      var own = schema == null ? null : resolved(schema);
      if (own == null || !all.add(own)) {
        return;
      }
      collect(own.getItems());
      if (own.getProperties() != null) {
        own.getProperties().values().forEach(this::collect);
      }
      Stream.of(own.getAnyOf(), own.getAllOf(), own.getOneOf())
          .filter(Objects::nonNull)
          .flatMap(Collection::stream)
          .forEach(this::collect);
    }

    private @Nullable Schema<?> resolved(Schema<?> schema) {
      var reference = schema.get$ref();
      return reference == null
          ? schema
          : specification
              .getComponents()
              .getSchemas()
              .get(reference.substring(reference.lastIndexOf('/') + 1));
    }
  }
}
