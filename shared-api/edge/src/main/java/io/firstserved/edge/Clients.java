package io.firstserved.edge;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells clients apart where one must not take everything: by the token's subject, by the user that
 * a trusted gateway names, else by the address they call from.
 */
public class Clients {

  private final boolean trustsGateway;

  Clients(SecurityProperties properties) {
    this.trustsGateway = properties.trustsGateway();
  }

  /** The same text for the same client; nothing else may be read from it. */
  public String of(HttpServletRequest request) {
    var principal = request.getUserPrincipal();
    if (principal != null) {
      return "user " + principal.getName();
    }
    var gatewayUser = trustsGateway ? Caller.gatewayUserOf(request) : null;
    return gatewayUser == null ? "address " + request.getRemoteAddr() : "user " + gatewayUser;
  }
}
