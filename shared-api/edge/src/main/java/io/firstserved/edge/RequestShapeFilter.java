package io.firstserved.edge;

import io.firstserved.api.Reason;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that cannot be read in one way only, before anything is made of them: forms,
 * which no call takes; parameters that cannot be decoded; and what may be given once and is given
 * twice, of which proxies and services in a row would each take another.
 */
class RequestShapeFilter extends OncePerRequestFilter implements Ordered {

  /** Behind the encoding and the observation of requests and {@link Cors}, before all else. */
  static final int ORDER = HIGHEST_PRECEDENCE + 10;

  private final Problems problems;

  RequestShapeFilter(Problems problems) {
    this.problems = problems;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isForm(request)) {
      problems.write(response, Reason.UNSUPPORTED_MEDIA_TYPE, "no call takes a form");
      return;
    }
    var wrong = wrong(request);
    if (wrong == null) {
      chain.doFilter(request, response);
    } else {
      problems.write(response, Reason.INVALID_REQUEST, wrong);
    }
  }

  private static @Nullable String wrong(HttpServletRequest request) {
    var repeated = SingleHeaders.repeatedIn(request);
    if (repeated != null) {
      return repeated + " may be sent once";
    }
    return isUri(request.getRequestURI())
        ? wrongParameter(request)
        : "the path has characters that must be encoded";
  }

  /**
   * What the container lets pass and RFC 3986 does not: no problem could name it as an instance.
   */
  private static boolean isUri(String path) {
    return path.indexOf('[') < 0 && path.indexOf(']') < 0;
  }

  /** A form without content is how many clients spell a request without a body. */
  private static boolean isForm(HttpServletRequest request) {
    var type = request.getContentType();
    if (type == null) {
      return false;
    }
    var name = type.strip().toLowerCase(Locale.ROOT);
    return name.startsWith("multipart/")
        || (name.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
            && (request.getContentLengthLong() > 0
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null));
  }

  private static @Nullable String wrongParameter(HttpServletRequest request) {
    try {
      var parameters = request.getParameterMap();
      return request.getRequestURI().startsWith("/api/") ? repeatedParameter(parameters) : null;
    } catch (InvalidParameterException undecodable) {
      return "the query's parameters cannot be decoded";
    }
  }

  private static @Nullable String repeatedParameter(Map<String, String[]> parameters) {
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getValue().length > 1)
        .map(parameter -> parameter.getKey() + " may be given once")
        .findFirst()
        .orElse(null);
  }
}
