package io.firstserved.edge;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.DateTimeSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The problem in the specification: one schema with all members that any refusal has, so that
 * generated clients have one type, which a new reason does not change. Each response refers to it
 * and says beside the reference, as OpenAPI 3.1 allows, which reasons it has.
 */
final class OpenApiProblem {

  static final String NAME = "Problem";
  private static final String FIELD = "FieldProblem";
  private static final String REASON = "reason";

  private OpenApiProblem() {}

  /** Makes the schemas that responses refer to known. */
  static void declare(Components components) {
    components.addSchemas(NAME, problem()).addSchemas(FIELD, fieldProblem());
  }

  /** The problem with one of these reasons. */
  static Schema<?> of(List<String> reasons) {
    var reason = new StringSchema();
    reason.setEnum(reasons);
    return reference(NAME).addProperty(REASON, reason);
  }

  /** The reasons that {@link #of} was given. */
  static Stream<String> reasons(Schema<?> problem) {
    var reason = Objects.requireNonNull(problem.getProperties().get(REASON));
    return ((Schema<?>) reason).getEnum().stream().map(String.class::cast);
  }

  private static Schema<?> problem() {
    return new ObjectSchema()
        .description("RFC 9457. Further members depend on the reason; more may come.")
        .addProperty("type", new StringSchema().format("uri"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema().description("for people"))
        .addProperty("instance", new StringSchema().format("uri-reference"))
        .addProperty(REASON, new StringSchema().description("for machines; each response's own"))
        .addProperty(
            "errors",
            new ArraySchema().items(reference(FIELD)).description("INVALID_REQUEST: what is wrong"))
        .addProperty("couponId", new StringSchema().description("ALREADY_ISSUED: the one held"))
        .addProperty("serial", whole("ALREADY_ISSUED: of the coupon held"))
        .addProperty("opensAt", new DateTimeSchema().description("NOT_OPEN: when it will be"))
        .addProperty(Problems.RETRY_AFTER_SECONDS, whole("the earliest time to try again"))
        .addProperty("quota", whole("QUOTA_NOT_RAISED: the present one"))
        .addProperty("head", whole("LOG_MOVED: where the log ends"))
        .addProperty("atMost", whole("FIRST_INDEX_REFUSED: the last index that would be taken"))
        .addProperty("limit", new StringSchema().description("RATE_LIMITED: user, address or node"))
        .addProperty("requests", whole("RATE_LIMITED: how many at once, given back in the period"))
        .addProperty("period", new StringSchema().description("RATE_LIMITED: ISO 8601"))
        .addProperty("outcome", new StringSchema().description("UNKNOWN: it may be recorded"))
        .required(List.of("type", "title", "status", REASON));
  }

  private static Schema<?> fieldProblem() {
    return new ObjectSchema()
        .addProperty("field", new StringSchema().description("its path"))
        .addProperty(
            "value", new JsonSchema().description("what was sent, cut; null if nothing was"))
        .addProperty("message", new StringSchema().description("for people"))
        .addProperty(
            "limit", new JsonSchema().description("what was broken; null if there is none"))
        .required(List.of("field", "message"));
  }

  private static Schema<?> reference(String name) {
    return new JsonSchema().$ref(Components.COMPONENTS_SCHEMAS_REF + name);
  }

  private static Schema<?> whole(String description) {
    return new IntegerSchema().format("int64").description(description);
  }
}
