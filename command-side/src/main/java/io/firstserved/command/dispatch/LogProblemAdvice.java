package io.firstserved.command.dispatch;

import io.firstserved.command.log.LogUnavailableException;
import io.firstserved.edge.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a log that cannot be read or written now as what it is, whatever call meets it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class LogProblemAdvice {

  private static final Logger LOG = LoggerFactory.getLogger(LogProblemAdvice.class);

  private final Problems problems;

  LogProblemAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  void unavailable(
      LogUnavailableException unavailable, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.warn("{}: {}", unavailable.getMessage(), String.valueOf(unavailable.getCause()));
    problems.write(request, response, unavailable.refusal());
  }
}
