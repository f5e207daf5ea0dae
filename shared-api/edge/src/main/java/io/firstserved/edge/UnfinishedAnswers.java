package io.firstserved.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Hands an {@link UnfinishedAnswerException} on to the container, past {@link ProblemAdvice}, which
 * would end the answer well. The container closes the connection.
 */
class UnfinishedAnswers implements HandlerExceptionResolver, Ordered {

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failed) {
    if (failed instanceof UnfinishedAnswerException unfinished) {
      throw unfinished;
    }
    return null;
  }
}
