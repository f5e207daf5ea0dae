package io.firstserved.command.admission;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the flow control in front of the issue command, before its body is read. */
final class FlowControlInterceptor implements HandlerInterceptor, WebMvcConfigurer {

  private static final String ISSUE_COMMAND = "/api/v1/campaigns/*/coupons";

  private final FlowControl flow;

  FlowControlInterceptor(FlowControl flow) {
    this.flow = flow;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns(ISSUE_COMMAND);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (isIssueCommand(request)) {
      flow.enter();
    }
    return true;
  }

  private static boolean isIssueCommand(HttpServletRequest request) {
    return HttpMethod.POST.matches(request.getMethod());
  }
}
