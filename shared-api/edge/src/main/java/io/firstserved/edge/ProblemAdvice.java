package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns everything a controller throws into a problem with a reason; nothing leaks a stack trace.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  static final String FAILED = "the service failed; the log says why";
  static final String REFUSED = "path, headers or parameters have characters that are not allowed";
  static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final Problems problems;

  ProblemAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(RefusedException refused) {
    return answer(refused.reason(), refused.getMessage(), refused.details());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> violated(ConstraintViolationException violated) {
    return invalid(FieldProblems.of(violated));
  }

  /** Found only when a header or parameter is read. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> rejected(RequestRejectedException rejected) {
    return answer(Reason.INVALID_REQUEST, REFUSED, Map.of());
  }

  /** The database is away, or too busy: nothing is wrong with the service or the request. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    RecoverableDataAccessException.class,
    // What the driver has no class for: a server that is read-only, full, or on its way out.
    UncategorizedDataAccessException.class,
    // That it could not be begun, committed or undone.
    CannotCreateTransactionException.class,
    TransactionSystemException.class
  })
  ResponseEntity<ProblemDetail> away(Exception away) {
    LOG.warn("the database does not answer: {}", away.getMessage());
    return answer(Reason.UNAVAILABLE, "the database does not answer now", Map.of());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unforeseen(Exception unforeseen) {
    LOG.error("unforeseen failure", unforeseen);
    return answer(Reason.INTERNAL_ERROR, FAILED, Map.of());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return widen(invalid(FieldProblems.of(invalid.getBindingResult())));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return widen(invalid(FieldProblems.of(invalid)));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException mismatch,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return widen(invalid(List.of(FieldProblems.of(mismatch))));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (BodyTooLargeException.isCauseOf(unreadable)) {
      return widen(answer(Reason.BODY_TOO_LARGE, "the body is larger than the limit", Map.of()));
    }
    return widen(invalid(FieldProblems.of(unreadable)));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception cause,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var reason = ReasonStatus.reasonOf(status.value());
    var detail = body instanceof ProblemDetail framework ? framework.getDetail() : null;
    var problem = Problems.of(reason, detail, Map.of());
    problem.setStatus(status.value());
    return super.handleExceptionInternal(cause, problem, headers, status, request);
  }

  private ResponseEntity<ProblemDetail> invalid(List<FieldProblem> errors) {
    var detail = errors.isEmpty() ? "the request is malformed" : errors.getFirst().message();
    return answer(Reason.INVALID_REQUEST, detail, Map.of("errors", errors));
  }

  private ResponseEntity<ProblemDetail> answer(
      Reason reason, @Nullable String detail, Map<String, Object> members) {
    return ResponseEntity.status(ReasonStatus.of(reason))
        .headers(problems.headers(reason, members))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problems.of(reason, detail, members));
  }

  @SuppressWarnings("unchecked") // the framework wants the widest type
  private static ResponseEntity<Object> widen(ResponseEntity<?> answer) {
    return (ResponseEntity<Object>) answer;
  }
}
