package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.util.Arrays;
import java.util.Set;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Names in the specification the key that every call which changes something takes. */
class OpenApiIdempotency implements OperationCustomizer {

  /** What a key may be refused for. */
  static final Set<Reason> REFUSALS =
      Set.of(Reason.IDEMPOTENCY_KEY_REUSED, Reason.IDEMPOTENCY_KEY_IN_USE);

  private static final Set<RequestMethod> CHANGING =
      Set.of(RequestMethod.POST, RequestMethod.DELETE);

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    if (isOpen(method) && !isNamed(operation)) {
      operation.addParametersItem(
          new HeaderParameter()
              .name(IdempotencyKey.HEADER)
              .description(
                  "The same request with the same key gets the same answer, whatever has happened"
                      + " since.")
              .schema(new StringSchema().pattern("^" + IdempotencyKey.PATTERN + "$")));
    }
    return operation;
  }

  /** An operation of several methods, by what they take, comes once for each. */
  private static boolean isNamed(Operation operation) {
    return operation.getParameters() != null
        && operation.getParameters().stream()
            .anyMatch(parameter -> IdempotencyKey.HEADER.equals(parameter.getName()));
  }

  /** Whether a call changes something and does not say by itself what a key means to it. */
  static boolean isOpen(HandlerMethod method) {
    var mapping =
        AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
    return mapping != null
        && Set.of(mapping.method()).stream().anyMatch(CHANGING::contains)
        && Arrays.stream(method.getMethodParameters()).noneMatch(OpenApiIdempotency::isKey);
  }

  private static boolean isKey(MethodParameter parameter) {
    var header = parameter.getParameterAnnotation(RequestHeader.class);
    return header != null && header.name().equals(IdempotencyKey.HEADER);
  }
}
