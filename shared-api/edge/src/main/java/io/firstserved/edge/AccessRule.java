package io.firstserved.edge;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One line of {@link AccessRules}.
 *
 * @param pattern which paths
 * @param roles those that may, of {@link Access#ROLES}
 */
record AccessRule(HttpMethod method, String pattern, Access access, List<Role> roles) {

  /** To whom a call is open. */
  enum Access {
    /** To anybody. */
    ANYBODY,
    /** To users. */
    USERS,
    /** To whoever has a role. */
    ROLES
  }

  /** HEAD is GET without the body, so whoever may the one may the other. */
  List<HttpMethod> methods() {
    return method.equals(GET) ? List.of(GET, HEAD) : List.of(method);
  }

  /** Whether it speaks of this call. */
  boolean matches(String calledMethod, String path) {
    return method.matches(calledMethod)
        && PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path));
  }
}
