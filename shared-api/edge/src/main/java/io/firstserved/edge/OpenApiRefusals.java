package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/** Names in the specification every status that a refusal of a call can have, and its reasons. */
public class OpenApiRefusals implements OperationCustomizer {

  /** What can become of any call. */
  private static final Set<Reason> ALWAYS =
      EnumSet.of(
          Reason.INVALID_REQUEST,
          Reason.NOT_ACCEPTABLE,
          Reason.UNSUPPORTED_MEDIA_TYPE,
          Reason.INTERNAL_ERROR,
          Reason.UNAVAILABLE);

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    var reasons = EnumSet.copyOf(ALWAYS);
    if (operation.getRequestBody() != null) {
      reasons.add(Reason.BODY_TOO_LARGE);
    }
    if (OpenApiIdempotency.isOpen(method)) {
      reasons.addAll(OpenApiIdempotency.REFUSALS);
    }
    var declared = method.getMethodAnnotation(RefusedFor.class);
    if (declared != null) {
      reasons.addAll(List.of(declared.value()));
    }
    add(operation, reasons);
    return operation;
  }

  /** Adds responses for these reasons, one for each status. */
  public static void add(Operation operation, Collection<Reason> reasons) {
    reasons.stream()
        .collect(
            Collectors.groupingBy(
                reason -> ReasonStatus.of(reason).value(), TreeMap::new, Collectors.toList()))
        .forEach((status, why) -> operation.getResponses().putIfAbsent("" + status, answer(why)));
  }

  private static ApiResponse answer(List<Reason> reasons) {
    var names = reasons.stream().map(Reason::name).toList();
    var answer =
        new ApiResponse()
            .description(String.join(", ", names))
            .content(
                new Content().addMediaType("application/problem+json", problem(reasons, names)));
    if (reasons.stream().anyMatch(Problems::mayPassSoon)) {
      var always = reasons.stream().allMatch(Problems::mayPassSoon);
      answer.addHeaderObject(
          HttpHeaders.RETRY_AFTER,
          new Header().description("seconds").required(always).schema(new IntegerSchema()));
    }
    return answer;
  }

  private static MediaType problem(List<Reason> reasons, List<String> names) {
    var reason = new StringSchema();
    reason.setEnum(names);
    var schema =
        new ObjectSchema()
            .addProperty("type", new StringSchema().format("uri"))
            .addProperty("title", new StringSchema())
            .addProperty("status", new IntegerSchema())
            .addProperty("detail", new StringSchema())
            .addProperty("instance", new StringSchema().format("uri-reference"))
            .addProperty("reason", reason)
            .required(List.of("type", "title", "status", "reason"));
    ProblemMembers.describe(schema, reasons);
    var problem = new MediaType().schema(schema);
    reasons.forEach(why -> problem.addExamples(why.name(), ProblemMembers.example(why)));
    return problem;
  }
}
