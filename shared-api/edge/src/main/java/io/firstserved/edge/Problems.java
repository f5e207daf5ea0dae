package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes RFC 9457 problems: a stable {@code type} and a machine-readable {@code reason}. Also
 * answers for the security filters, which stand in front of the controllers.
 */
public class Problems implements AuthenticationEntryPoint, AccessDeniedHandler {

  /** Member that tells when to try again at the earliest, a {@code Long} of seconds. */
  public static final String RETRY_AFTER_SECONDS = "retryAfterSeconds";

  private static final String TYPE_PREFIX = "urn:first-served:problem:";
  private static final long DEFAULT_RETRY_AFTER_SECONDS = 1;

  private final JsonMapper json;
  private final long spreadSeconds;

  Problems(JsonMapper json, EdgeProperties properties) {
    this.json = json;
    this.spreadSeconds = properties.retryAfterSpread().toSeconds();
  }

  /** The problem that a refusal is answered with. */
  public static ProblemDetail of(RefusedException refused) {
    return of(refused.reason(), refused.getMessage(), refused.details());
  }

  static ProblemDetail of(Reason reason, @Nullable String detail, Map<String, Object> members) {
    var problem = ProblemDetail.forStatus(ReasonStatus.of(reason));
    problem.setType(URI.create(TYPE_PREFIX + spelled(reason, '-')));
    problem.setTitle(titled(reason));
    problem.setDetail(detail);
    problem.setProperty("reason", reason.name());
    members.forEach(problem::setProperty);
    return problem;
  }

  /**
   * The headers that belong to a refusal: {@code Retry-After} where trying again makes sense, for
   * each caller another one, so that a crowd that was sent away does not come back as one.
   */
  HttpHeaders headers(Reason reason, Map<String, Object> members) {
    var headers = new HttpHeaders();
    var known = (Long) members.get(RETRY_AFTER_SECONDS);
    if (known != null || mayPassSoon(reason)) {
      var earliest = known == null ? DEFAULT_RETRY_AFTER_SECONDS : known;
      var later = ThreadLocalRandom.current().nextLong(spreadSeconds + 1);
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(earliest + later));
    }
    return headers;
  }

  static boolean mayPassSoon(Reason reason) {
    return reason == Reason.IDEMPOTENCY_KEY_IN_USE
        || reason == Reason.RATE_LIMITED
        || reason == Reason.OVERLOADED
        || reason == Reason.UNAVAILABLE;
  }

  private static String spelled(Reason reason, char separator) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', separator);
  }

  private static String titled(Reason reason) {
    var words = spelled(reason, ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException cause)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    write(response, Reason.UNAUTHENTICATED, "a valid bearer token is needed");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException cause)
      throws IOException {
    write(response, Reason.FORBIDDEN, "the token does not allow this");
  }

  /** Answers a refusal in front of the controllers, as {@link ProblemAdvice} does behind them. */
  public void write(
      HttpServletRequest request, HttpServletResponse response, RefusedException refused)
      throws IOException {
    headers(refused.reason(), refused.details())
        .forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
    write(request, response, of(refused));
  }

  /** Answers a failure of ours, and leaves its cause in the log. */
  public void write(
      HttpServletRequest request, HttpServletResponse response, RuntimeException unforeseen)
      throws IOException {
    ProblemAdvice.LOG.error("unforeseen failure", unforeseen);
    write(request, response, of(Reason.INTERNAL_ERROR, ProblemAdvice.FAILED, Map.of()));
  }

  private void write(
      HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
      throws IOException {
    problem.setInstance(URI.create(request.getRequestURI()));
    write(response, problem);
  }

  void write(HttpServletResponse response, Reason reason, String detail) throws IOException {
    write(response, of(reason, detail, Map.of()));
  }

  /** Answers what the container refuses or fails at, with the status that it chose. */
  void write(HttpServletResponse response, int status) throws IOException {
    var problem = of(ReasonStatus.reasonOf(status), null, Map.of());
    problem.setStatus(status);
    write(response, problem);
  }

  /** Answers where there is no servlet yet. */
  void write(ServerHttpResponse response, Reason reason, String detail) throws IOException {
    response.setStatusCode(ReasonStatus.of(reason));
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    response.getBody().write(json.writeValueAsBytes(of(reason, detail, Map.of())));
    response.flush();
  }

  private void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
    response.setStatus(problem.getStatus());
    PlainJson.write(
        response, MediaType.APPLICATION_PROBLEM_JSON_VALUE, json.writeValueAsBytes(problem));
  }
}
