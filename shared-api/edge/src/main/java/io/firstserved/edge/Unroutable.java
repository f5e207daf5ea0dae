package io.firstserved.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Matches requests that no controller or actuator endpoint would ever handle: a path nobody knows,
 * or a known one with another method or content type. They may pass the security rules, and so are
 * answered 404, 405 or 415 as a caller expects, instead of 401.
 */
public final class Unroutable implements RequestMatcher {

  private final ObjectProvider<RequestMappingInfoHandlerMapping> controllers;

  /**
   * Matches by what these know.
   *
   * @param controllers looked up when a request comes: they need what comes before them
   */
  public Unroutable(ObjectProvider<RequestMappingInfoHandlerMapping> controllers) {
    this.controllers = controllers;
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
      ServletRequestPathUtils.parseAndCache(request);
    }
    return controllers.stream().noneMatch(mapping -> handles(mapping, request));
  }

  private static boolean handles(
      RequestMappingInfoHandlerMapping mapping, HttpServletRequest request) {
    try {
      return mapping.getHandler(request) != null;
    } catch (ServletException noSuchMethodOrMediaType) {
      return false;
    } catch (Exception unexpected) {
      return true;
    }
  }
}
