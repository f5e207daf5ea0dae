package io.firstserved.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The request headers that mean one thing. Sent twice, proxies and services in a row could each
 * take another; what is a list may be sent in many lines.
 */
public final class SingleHeaders {

  private static final List<String> NAMES =
      List.of(
          HttpHeaders.AUTHORIZATION,
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.ORIGIN,
          IdempotencyKey.HEADER,
          Caller.USER_HEADER,
          "X-Wait-For-Index");

  private SingleHeaders() {}

  /** The first of them that a request has twice; null if it has none twice. */
  public static @Nullable String repeatedIn(HttpServletRequest request) {
    for (var name : NAMES) {
      // Most are absent, and looking for one that is costs no garbage.
      if (request.getHeader(name) != null && isRepeated(request, name)) {
        return name;
      }
    }
    return null;
  }

  private static boolean isRepeated(HttpServletRequest request, String present) {
    var lines = request.getHeaders(present);
    lines.nextElement();
    return lines.hasMoreElements();
  }
}
