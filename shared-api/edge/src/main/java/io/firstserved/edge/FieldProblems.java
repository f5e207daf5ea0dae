package io.firstserved.edge;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Finds field, value and limit in the many ways in which the framework reports a bad request. */
final class FieldProblems {

  /** Where the constraints in use keep their limit. */
  private static final List<String> LIMIT_ATTRIBUTES = List.of("max", "value", "min", "regexp");

  private FieldProblems() {}

  static List<FieldProblem> of(BindingResult result) {
    return result.getAllErrors().stream().map(FieldProblems::of).toList();
  }

  static List<FieldProblem> of(ConstraintViolationException violated) {
    return violated.getConstraintViolations().stream().map(FieldProblems::of).toList();
  }

  static List<FieldProblem> of(HandlerMethodValidationException invalid) {
    return invalid.getParameterValidationResults().stream()
        .flatMap(
            result ->
                result.getResolvableErrors().stream()
                    .map(
                        error ->
                            parameter(
                                Objects.requireNonNullElse(
                                    result.getMethodParameter().getParameterName(), "request"),
                                result.getArgument(),
                                error)))
        .toList();
  }

  static FieldProblem of(TypeMismatchException mismatch) {
    var field = Objects.requireNonNullElse(mismatch.getPropertyName(), "request");
    var cause = NestedExceptionUtils.getMostSpecificCause(mismatch);
    var message =
        cause instanceof IllegalArgumentException && cause.getMessage() != null
            ? cause.getMessage()
            : field + " is malformed";
    return new FieldProblem(field, FieldProblem.shown(mismatch.getValue()), message, null);
  }

  static List<FieldProblem> of(HttpMessageNotReadableException unreadable) {
    return unreadable.getCause() instanceof JacksonException json
        ? List.of(of(json))
        : List.of(new FieldProblem("body", null, "a JSON body is needed", null));
  }

  private static FieldProblem of(JacksonException json) {
    return switch (json) {
      case UnrecognizedPropertyException unknown ->
          new FieldProblem(path(unknown), null, path(unknown) + " is not a known field", null);
      case InvalidFormatException format ->
          new FieldProblem(
              path(format),
              FieldProblem.shown(format.getValue()),
              path(format) + " has the wrong format",
              null);
      case InputCoercionException beyond ->
          new FieldProblem(
              path(beyond), null, path(beyond) + " is beyond any number's range", null);
      case StreamReadException malformed ->
          new FieldProblem("body", null, "the body is not well-formed JSON", null);
      default ->
          new FieldProblem(
              path(json), null, path(json) + " is missing or has the wrong type", null);
    };
  }

  private static String path(JacksonException json) {
    var path = new StringBuilder();
    for (var step : json.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? "body" : path.toString();
  }

  private static FieldProblem of(ObjectError error) {
    var violation =
        error.contains(ConstraintViolation.class) ? error.unwrap(ConstraintViolation.class) : null;
    var field = error instanceof FieldError fieldError ? fieldError.getField() : "body";
    var value = error instanceof FieldError fieldError ? fieldError.getRejectedValue() : null;
    return new FieldProblem(
        field,
        FieldProblem.shown(value),
        said(field, error.getDefaultMessage()),
        violation == null ? null : limit(violation));
  }

  private static FieldProblem of(ConstraintViolation<?> violation) {
    var field = violation.getPropertyPath().toString();
    return new FieldProblem(
        field,
        FieldProblem.shown(violation.getInvalidValue()),
        said(field, violation.getMessage()),
        limit(violation));
  }

  private static FieldProblem parameter(
      String name, @Nullable Object value, MessageSourceResolvable error) {
    return new FieldProblem(
        name, FieldProblem.shown(value), said(name, error.getDefaultMessage()), null);
  }

  private static String said(String field, @Nullable String message) {
    return field + " " + Objects.requireNonNullElse(message, "is invalid");
  }

  private static @Nullable Object limit(ConstraintViolation<?> violation) {
    Map<String, Object> attributes = violation.getConstraintDescriptor().getAttributes();
    Stream<Object> limits =
        LIMIT_ATTRIBUTES.stream().filter(attributes::containsKey).map(attributes::get);
    return limits.findFirst().orElse(null);
  }
}
