package io.firstserved.edge.idempotency;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.BodyTooLargeException;
import io.firstserved.edge.Caller;
import io.firstserved.edge.IdempotencyKey;
import io.firstserved.edge.LargeBodies;
import io.firstserved.edge.PlainJson;
import io.firstserved.edge.Problems;
import io.firstserved.edge.Unroutable;
import io.firstserved.edge.idempotency.IdempotentRequests.Attempt;
import io.firstserved.edge.idempotency.IdempotentRequests.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a POST or DELETE with a key once, and its repetitions with the same answer.
 *
 * <p>Kept is what was decided: success, and that something is unknown, contradicts the present
 * state or is gone. A request that was refused as it stands leaves its key to another; one that
 * failed, or that was turned away for now, is carried out again. What the crash of a node, or of
 * the database, leaves between a decision and its answer, the handler has to make up for.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
  private static final String API = "/api/";

  private static final Set<HttpMethod> CHANGING = Set.of(HttpMethod.POST, HttpMethod.DELETE);

  /** Refusals that a later state might not repeat. */
  private static final Set<HttpStatus> DECIDED =
      Set.of(HttpStatus.NOT_FOUND, HttpStatus.CONFLICT, HttpStatus.GONE);

  private static final Set<HttpStatus> FOR_NOW =
      Set.of(HttpStatus.REQUEST_TIMEOUT, HttpStatus.TOO_MANY_REQUESTS);

  private final IdempotentRequests requests;
  private final Problems problems;
  private final Unroutable unroutable;
  private final List<OwnIdempotency> others;
  private final List<LargeBodies> streams;
  private final boolean trustsGateway;
  private final int maxAnswer;

  IdempotencyFilter(
      IdempotentRequests requests,
      Problems problems,
      Unroutable unroutable,
      List<OwnIdempotency> others,
      List<LargeBodies> streams,
      boolean trustsGateway,
      int maxAnswer) {
    this.requests = requests;
    this.problems = problems;
    this.unroutable = unroutable;
    this.others = others;
    this.streams = streams;
    this.trustsGateway = trustsGateway;
    this.maxAnswer = maxAnswer;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(IdempotencyKey.HEADER) == null
        || !CHANGING.contains(HttpMethod.valueOf(request.getMethod()))
        || !request.getRequestURI().startsWith(API)
        || others.stream().anyMatch(other -> other.isKeptBy(request))
        // There is no such call: 404, 405 or 415, whatever the key was used for.
        || unroutable.matches(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      answer(request, response, chain);
    } catch (RefusedException refused) {
      problems.write(request, response, refused);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var key = Objects.requireNonNull(IdempotencyKey.read(request.getHeader(IdempotencyKey.HEADER)));
    var caller = caller(request);
    if (caller == null) {
      // Nobody known: there is no such call, or it is refused.
      chain.doFilter(request, response);
      return;
    }
    var body = isStream(request) ? null : body(request);
    var identified = IdempotentRequest.of(caller, key, request, body);
    switch (begin(identified)) {
      case StoredAnswer answer -> answer.giveAgain(response);
      case Refusal refusal -> throw refusal(refusal);
      case Attempt attempt ->
          carryOut(
              attempt,
              new ContentCachingResponseWrapper(response),
              given ->
                  chain.doFilter(body == null ? request : PlainJson.unread(request, body), given));
    }
  }

  /** By whom keys are told apart; null for a caller who has no name and needs one. */
  private @Nullable String caller(HttpServletRequest request) {
    var principal = request.getUserPrincipal();
    if (principal != null) {
      return "token " + principal.getName();
    }
    return trustsGateway ? "gateway " + Caller.gatewayUserOf(request) : null;
  }

  private boolean isStream(HttpServletRequest request) {
    return streams.stream().anyMatch(stream -> stream.mayBeLarge(request));
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    try {
      return request.getInputStream().readAllBytes();
    } catch (BodyTooLargeException tooLarge) {
      throw new RefusedException(Reason.BODY_TOO_LARGE, "the body is larger than the limit");
    }
  }

  private IdempotentRequests.Begun begin(IdempotentRequest request) {
    try {
      return requests.begin(request);
    } catch (DataAccessException away) {
      LOG.warn("the database does not answer: {}", away.getMessage());
      throw new RefusedException(Reason.UNAVAILABLE, "the database does not answer now");
    }
  }

  private static RefusedException refusal(Refusal refusal) {
    return switch (refusal) {
      case REUSED ->
          new RefusedException(
              Reason.IDEMPOTENCY_KEY_REUSED,
              IdempotencyKey.HEADER + " was sent with another request before");
      case UNDER_WAY ->
          new RefusedException(
              Reason.IDEMPOTENCY_KEY_IN_USE, "the same request is under way; ask again");
    };
  }

  private void carryOut(Attempt attempt, ContentCachingResponseWrapper given, Rest rest)
      throws ServletException, IOException {
    boolean answered = false;
    try {
      attempt.request().during(() -> rest.answer(given));
      answered = true;
    } catch (ServletException | IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception undeclared) {
      throw new ServletException(undeclared);
    } finally {
      keep(attempt, answered ? given : null);
    }
    given.copyBodyToResponse();
  }

  /** What follows behind this filter. */
  @FunctionalInterface
  private interface Rest {

    void answer(HttpServletResponse response) throws ServletException, IOException;
  }

  /** The answer is given even if it cannot be kept: it is true, and a repetition will be, too. */
  private void keep(Attempt attempt, @Nullable ContentCachingResponseWrapper given) {
    try {
      var status = given == null ? null : HttpStatus.resolve(given.getStatus());
      if (given == null
          || status == null
          || status.is5xxServerError()
          || FOR_NOW.contains(status)) {
        requests.failed(attempt);
      } else if (!status.is2xxSuccessful() && !DECIDED.contains(status)) {
        requests.forget(attempt);
      } else if (given.getContentSize() > maxAnswer) {
        LOG.warn("an answer of {} bytes is not kept for repetitions", given.getContentSize());
        requests.failed(attempt);
      } else {
        requests.answered(attempt, StoredAnswer.of(given));
      }
    } catch (DataAccessException notKept) {
      LOG.warn("an answer is not kept for repetitions: {}", notKept.getMessage());
    }
  }
}
