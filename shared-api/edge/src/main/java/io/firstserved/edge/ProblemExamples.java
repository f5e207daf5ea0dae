package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.swagger.v3.oas.models.examples.Example;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows in the specification what a problem says, with the members that depend on its reason. */
final class ProblemExamples {

  private static final Map<Reason, Map<String, Object>> MEMBERS =
      Map.of(
          Reason.INVALID_REQUEST,
          Map.of("errors", List.of(field("quota", 0, "must be greater than or equal to 1", 1))),
          Reason.ALREADY_ISSUED,
          Map.of("couponId", OpenApiExamples.COUPON, "serial", 1),
          Reason.NOT_OPEN,
          Map.of("opensAt", OpenApiExamples.INSTANT, Problems.RETRY_AFTER_SECONDS, 60),
          Reason.QUOTA_NOT_RAISED,
          Map.of("quota", 1_000),
          Reason.LOG_MOVED,
          Map.of("head", 1_234),
          Reason.FIRST_INDEX_REFUSED,
          Map.of("atMost", 1_200),
          Reason.RATE_LIMITED,
          Map.of("limit", "user", "requests", 20, "period", "PT10S"),
          Reason.UNAVAILABLE,
          Map.of("outcome", "UNKNOWN"));

  private ProblemExamples() {}

  /** A problem as it is answered. */
  static Example of(Reason reason) {
    var problem = Problems.of(reason, null, Map.of());
    var members = new LinkedHashMap<String, Object>();
    members.put("type", String.valueOf(problem.getType()));
    members.put("title", problem.getTitle());
    members.put("status", problem.getStatus());
    members.put("reason", reason.name());
    members.putAll(MEMBERS.getOrDefault(reason, Map.of()));
    return new Example().value(members);
  }

  private static Map<String, Object> field(
      String name, Object value, String message, Object limit) {
    return Map.of("field", name, "value", value, "message", message, "limit", limit);
  }
}
