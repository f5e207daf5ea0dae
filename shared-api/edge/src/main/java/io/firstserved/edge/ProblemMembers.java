package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.coupon.CouponId;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a problem has to say beside what every problem says, for the specification: members by
 * reason, each with an example. A member may be missing where there is nothing to say.
 */
final class ProblemMembers {

  private static final String INSTANT = "2026-03-01T09:00:00Z";

  private static final Map<Reason, List<Member>> BY_REASON = byReason();

  private ProblemMembers() {}

  /**
   * A member.
   *
   * @param schema what it looks like
   * @param example one of its values
   */
  private record Member(String name, Schema<?> schema, Object example) {}

  private static Map<Reason, List<Member>> byReason() {
    var members = new EnumMap<Reason, List<Member>>(Reason.class);
    members.put(Reason.INVALID_REQUEST, List.of(errors()));
    members.put(
        Reason.ALREADY_ISSUED,
        List.of(
            new Member(
                "couponId",
                new StringSchema().pattern("^" + CouponId.PATTERN + "$"),
                OpenApiExamples.COUPON),
            number("serial", 1)));
    members.put(
        Reason.NOT_OPEN,
        List.of(
            new Member("opensAt", new StringSchema().format("date-time"), INSTANT),
            number(Problems.RETRY_AFTER_SECONDS, 60)));
    members.put(Reason.QUOTA_NOT_RAISED, List.of(number("quota", 1_000)));
    members.put(Reason.LOG_MOVED, List.of(number("head", 1_234)));
    members.put(Reason.FIRST_INDEX_REFUSED, List.of(number("atMost", 1_200)));
    members.put(
        Reason.RATE_LIMITED,
        List.of(
            choice("limit", "user", "address", "node"),
            number("requests", 20),
            new Member("period", new StringSchema(), "PT10S")));
    // Only where what was asked for may have been recorded all the same.
    members.put(Reason.UNAVAILABLE, List.of(choice("outcome", "UNKNOWN")));
    return members;
  }

  private static Member number(String name, long example) {
    return new Member(name, new IntegerSchema().format("int64"), example);
  }

  private static Member choice(String name, String... values) {
    var schema = new StringSchema();
    schema.setEnum(List.of(values));
    return new Member(name, schema, values[0]);
  }

  private static Member errors() {
    var error =
        new ObjectSchema()
            .addProperty("field", new StringSchema())
            .addProperty("value", new Schema<>().description("what was sent"))
            .addProperty("message", new StringSchema())
            .addProperty("limit", new Schema<>().description("the limit that was broken"))
            .required(List.of("field", "message"));
    var example = new LinkedHashMap<String, Object>();
    example.put("field", "quota");
    example.put("value", 0);
    example.put("message", "must be greater than or equal to 1");
    example.put("limit", 1);
    return new Member("errors", new ArraySchema().items(error), List.of(example));
  }

  /** Adds to a problem's schema what it may have for any of these reasons. */
  static void describe(Schema<?> problem, Collection<Reason> reasons) {
    reasons.stream()
        .flatMap(reason -> BY_REASON.getOrDefault(reason, List.of()).stream())
        .forEach(member -> problem.addProperty(member.name, member.schema));
  }

  /** A problem as it is answered. */
  static Example example(Reason reason) {
    var problem = Problems.of(reason, null, Map.of());
    var members = new LinkedHashMap<String, Object>();
    members.put("type", String.valueOf(problem.getType()));
    members.put("title", problem.getTitle());
    members.put("status", problem.getStatus());
    members.put("reason", reason.name());
    BY_REASON
        .getOrDefault(reason, List.of())
        .forEach(member -> members.put(member.name, member.example));
    return new Example().value(members);
  }
}
