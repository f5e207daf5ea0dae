package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Says in the specification who may call what, by the very rules that are enforced. */
class OpenApiAccess implements OpenApiCustomizer {

  /** Name of the security scheme. */
  static final String TOKEN = "token";

  private final List<AccessRule> rules;
  private final boolean trustsGateway;

  OpenApiAccess(AccessRules access, SecurityProperties properties) {
    var declared = new AccessRules.Rules();
    access.declare(declared);
    this.rules = declared.inOrder();
    this.trustsGateway = properties.trustsGateway();
  }

  @Override
  public void customise(OpenAPI specification) {
    specification
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> describe(path, method, operation)));
  }

  private void describe(String path, HttpMethod method, Operation operation) {
    var called = path.replaceAll("\\{[^}]*}", "x");
    rules.stream()
        .filter(rule -> rule.matches(method.name(), called))
        .findFirst()
        .ifPresent(rule -> describe(rule, operation));
  }

  private static void describe(Operation operation, String caller) {
    var said = operation.getDescription();
    operation.setDescription(said == null ? caller : said + " " + caller);
  }

  private void describe(AccessRule rule, Operation operation) {
    var token = new SecurityRequirement().addList(TOKEN);
    var roles = rule.roles().stream().map(Role::claim).toList();
    switch (rule.access()) {
      case ANYBODY -> {
        operation.security(List.of());
        describe(operation, "For anybody.");
      }
      case USERS -> {
        operation.security(
            trustsGateway ? List.of(token, new SecurityRequirement()) : List.of(token));
        describe(operation, "For users.");
      }
      case ROLES -> {
        operation.security(List.of(token));
        operation.addExtension("x-roles", roles);
        describe(operation, "For the role " + String.join(" or ", roles) + ".");
      }
    }
    // A token that is sent is checked even where none is needed.
    OpenApiRefusals.add(operation, List.of(Reason.UNAUTHENTICATED));
    if (rule.access() != AccessRule.Access.ANYBODY) {
      OpenApiRefusals.add(operation, List.of(Reason.FORBIDDEN));
    }
  }
}
