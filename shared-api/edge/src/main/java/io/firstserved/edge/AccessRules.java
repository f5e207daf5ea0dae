package io.firstserved.edge;

import io.firstserved.edge.AccessRule.Access;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * Who may call what, as one list per application: declare a bean of this type. What the list does
 * not name is refused. The published specification is told by it, too.
 */
@FunctionalInterface
public interface AccessRules {

  /** Adds the application's rules, the first match wins. */
  void declare(Rules rules);

  /** The list under construction. */
  final class Rules {

    private final List<AccessRule> list = new ArrayList<>();

    Rules() {}

    /** Anybody may. */
    public Rules open(HttpMethod method, String... patterns) {
      return add(method, Access.ANYBODY, List.of(), patterns);
    }

    /** A user may: with a token, or as the trusted gateway says where that mode is on. */
    public Rules users(HttpMethod method, String... patterns) {
      return add(method, Access.USERS, List.of(), patterns);
    }

    /** Only a token with one of these roles may, in every mode. */
    public Rules roles(HttpMethod method, String pattern, Role... roles) {
      return add(method, Access.ROLES, List.of(roles), pattern);
    }

    private Rules add(HttpMethod method, Access access, List<Role> roles, String... patterns) {
      Arrays.stream(patterns)
          .map(pattern -> new AccessRule(method, pattern, access, roles))
          .forEach(list::add);
      return this;
    }

    /** The list as it is now. */
    List<AccessRule> inOrder() {
      return List.copyOf(list);
    }
  }
}
