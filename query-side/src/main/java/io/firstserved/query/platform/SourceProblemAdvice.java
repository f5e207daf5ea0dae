package io.firstserved.query.platform;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.Problems;
import io.firstserved.query.audit.source.SourceUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a log or a topic that cannot be read now as what it is, whatever call meets it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class SourceProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(SourceProblemAdvice.class);

  private final Problems problems;

  SourceProblemAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  void unavailable(
      SourceUnavailableException away, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.warn("{}: {}", away.getMessage(), String.valueOf(away.getCause()));
    problems.write(
        request,
        response,
        new RefusedException(Reason.UNAVAILABLE, String.valueOf(away.getMessage())));
  }
}
