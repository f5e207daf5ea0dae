package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
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

  private static final String MEDIA_TYPE = "application/problem+json";

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

  /** Adds these reasons to what is known already: one response for each status. */
  public static void add(Operation operation, Collection<Reason> reasons) {
    reasons.stream()
        .collect(
            Collectors.groupingBy(
                reason -> ReasonStatus.of(reason).value(), TreeMap::new, Collectors.toList()))
        .forEach((status, why) -> add(operation.getResponses(), "" + status, why));
  }

  private static void add(ApiResponses responses, String status, List<Reason> reasons) {
    var all = EnumSet.copyOf(reasons);
    var known = responses.get(status);
    var problem = known == null ? null : known.getContent().get(MEDIA_TYPE);
    if (problem != null) {
      OpenApiProblem.reasons(problem.getSchema()).map(Reason::valueOf).forEach(all::add);
    }
    responses.put(status, answer(all));
  }

  private static ApiResponse answer(Set<Reason> reasons) {
    var names = reasons.stream().map(Reason::name).toList();
    var problem = new MediaType().schema(OpenApiProblem.of(names));
    reasons.forEach(reason -> problem.addExamples(reason.name(), ProblemExamples.of(reason)));
    var answer =
        new ApiResponse()
            .description(String.join(", ", names))
            .content(new Content().addMediaType(MEDIA_TYPE, problem));
    if (reasons.stream().anyMatch(Problems::mayPassSoon)) {
      var always = reasons.stream().allMatch(Problems::mayPassSoon);
      answer.addHeaderObject(
          HttpHeaders.RETRY_AFTER,
          new Header().description("seconds").required(always).schema(new IntegerSchema()));
    }
    return answer;
  }
}
