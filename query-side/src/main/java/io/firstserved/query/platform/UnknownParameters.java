package io.firstserved.query.platform;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.FieldProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses parameters that a call does not know, where one that is ignored would change what is
 * answered unseen: a misspelt search would list all campaigns, a file with {@code ?limit=10} would
 * be whole.
 */
@Component
class UnknownParameters implements HandlerInterceptor, WebMvcConfigurer {

  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  /** Every read of campaigns and coupons can wait for an event. */
  private static final String WAIT = "after-index";

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(this)
        .addPathPatterns("/api/v1/campaigns", "/api/v1/campaigns/*/coupons.csv");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      var unknown = new TreeSet<>(request.getParameterMap().keySet());
      unknown.removeAll(known(method));
      if (!unknown.isEmpty()) {
        throw refusal(unknown.first());
      }
    }
    return true;
  }

  private static Set<String> known(HandlerMethod method) {
    return Stream.concat(
            Stream.of(WAIT),
            Stream.of(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(UnknownParameters::name))
        .collect(Collectors.toSet());
  }

  private static @Nullable String name(MethodParameter parameter) {
    parameter.initParameterNameDiscovery(NAMES);
    return parameter.getParameterName();
  }

  private static RefusedException refusal(String name) {
    var message = name + " is not a known parameter";
    return new RefusedException(
        Reason.INVALID_REQUEST,
        message,
        Map.of("errors", List.of(FieldProblem.of(name, null, message, null))));
  }
}
