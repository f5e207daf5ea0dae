package io.firstserved.edge;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Gives members and parameters an example in the specification, by their names: what is called the
 * same is the same everywhere.
 */
class OpenApiExamples implements OpenApiCustomizer {

  /** A coupon's identity. */
  static final String COUPON = "0123456789abcdefghjkmnpqrs";

  private static final String CAMPAIGN = "spring-sale";

  /** When something happened. */
  static final String INSTANT = "2026-03-01T09:00:00Z";

  private static final Map<String, Object> BY_NAME =
      Map.ofEntries(
          Map.entry("campaignId", CAMPAIGN),
          Map.entry("couponId", COUPON),
          Map.entry("userId", "ann"),
          Map.entry("orderId", "order-1"),
          Map.entry("quota", 1_000),
          Map.entry("perUserLimit", 1),
          Map.entry("opensAt", INSTANT),
          Map.entry("closesAt", "2026-03-01T10:00:00Z"),
          Map.entry("couponValidity", "P30D"),
          Map.entry("serial", 1),
          Map.entry("ordinal", 1),
          Map.entry("issuedAt", INSTANT),
          Map.entry("issued", 1_000),
          Map.entry("remaining", 0),
          Map.entry("head", 1_234),
          Map.entry("firstIndex", 1_200),
          Map.entry("requestsPerSecond", 40_000),
          Map.entry("inFlight", 256),
          Map.entry("projection", "coupons"),
          Map.entry("limit", 50));

  /** What has one name and means several things. */
  private static final Map<String, Map<String, Object>> BY_SCHEMA =
      Map.of(
          "CreateCampaignRequest", Map.of("name", "Spring sale"),
          "CampaignAnswer", Map.of("name", "Spring sale", "state", "OPEN"),
          "CampaignView", Map.of("name", "Spring sale", "state", "OPEN"),
          "CouponAnswer", Map.of("status", "ISSUED"),
          "CouponView", Map.of("status", "ISSUED"),
          "RevokeRequest", Map.of("reason", "fraud"),
          "AcceptRequest", Map.of("reason", "restored from the backup of 3:00"));

  @Override
  public void customise(OpenAPI specification) {
    specification.getComponents().getSchemas().forEach(OpenApiExamples::describe);
    specification.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .flatMap(
            operation ->
                operation.getParameters() == null
                    ? List.<Parameter>of().stream()
                    : operation.getParameters().stream())
        .filter(parameter -> BY_NAME.containsKey(parameter.getName()))
        .forEach(parameter -> parameter.setExample(BY_NAME.get(parameter.getName())));
  }

  private static void describe(String name, Schema<?> schema) {
    // Its members are shown by each response, for the reasons that it has.
    if (schema.getProperties() == null || name.equals(OpenApiProblem.NAME)) {
      return;
    }
    var own = BY_SCHEMA.getOrDefault(name, Map.of());
    schema
        .getProperties()
        .forEach(
            (member, shape) -> {
              var example = own.getOrDefault(member, BY_NAME.get(member));
              if (example != null && shape.get$ref() == null && isPlain(shape)) {
                shape.setExample(example);
              }
            });
  }

  /** Whether it has a value of its own, and no members. */
  private static boolean isPlain(Schema<?> shape) {
    var types =
        shape.getTypes() == null ? Set.of(String.valueOf(shape.getType())) : shape.getTypes();
    return !types.contains("array") && !types.contains("object");
  }
}
