package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses {@code ?limit=}: a number, a flag or a choice that is given and is nothing. The framework
 * would take its default. A text may be empty if its own rule says so.
 */
class EmptyParameters implements HandlerInterceptor, WebMvcConfigurer {

  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getQueryString() != null && handler instanceof HandlerMethod method) {
      Stream.of(method.getMethodParameters())
          .filter(EmptyParameters::isNoText)
          .map(EmptyParameters::name)
          .filter(name -> "".equals(request.getParameter(name)))
          .findFirst()
          .ifPresent(EmptyParameters::refuse);
    }
    return true;
  }

  private static boolean isNoText(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(RequestParam.class)
        && parameter.getParameterType() != String.class;
  }

  private static String name(MethodParameter parameter) {
    parameter.initParameterNameDiscovery(NAMES);
    return Objects.requireNonNull(parameter.getParameterName());
  }

  private static void refuse(String name) {
    var message = name + " must not be empty";
    throw new RefusedException(
        Reason.INVALID_REQUEST,
        message,
        Map.of("errors", List.of(FieldProblem.of(name, "", message, null))));
  }
}
