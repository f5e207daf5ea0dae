package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.coupon.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling. Controllers take it as a parameter.
 *
 * @param subject the token's subject; null without a token
 * @param roles what the token allows; empty without a token
 * @param gatewayUser the user the trusted gateway names; null where that mode is off or none is
 *     named
 * @param trustsGateway whether the trusted-gateway mode is on
 */
public record Caller(
    @Nullable String subject,
    Set<String> roles,
    @Nullable String gatewayUser,
    boolean trustsGateway) {

  /** Header in which a trusted gateway names the user. */
  public static final String USER_HEADER = "X-User-Id";

  /** Whether the caller's token has this role. */
  public boolean has(Role role) {
    return roles.contains(role.claim());
  }

  /** The caller for the record of who did what: the token's subject, else the gateway's user. */
  public String name() {
    if (subject != null) {
      return subject;
    }
    return gatewayUser != null ? gatewayUser : "anonymous";
  }

  /**
   * The user on whose behalf the call is made: the token's subject; in trusted-gateway mode the
   * header, else the body, else the token's subject.
   *
   * @param inBody the {@code userId} of the body, if it has one
   * @throws RefusedException FORBIDDEN if the body names another user than the token;
   *     INVALID_REQUEST if nobody is named, or the name is malformed
   */
  public UserId user(@Nullable String inBody) {
    if (trustsGateway) {
      return parse(gatewayUser != null ? gatewayUser : inBody != null ? inBody : subject);
    }
    if (inBody != null && !inBody.equals(subject)) {
      throw new RefusedException(Reason.FORBIDDEN, "the token is not this user's");
    }
    return parse(subject);
  }

  private static UserId parse(@Nullable String user) {
    if (user == null) {
      throw invalid("", "userId is missing");
    }
    try {
      return new UserId(user);
    } catch (IllegalArgumentException malformed) {
      throw invalid(user, "userId must be 1 to 64 visible ASCII characters");
    }
  }

  private static RefusedException invalid(String value, String message) {
    var error = FieldProblem.of("userId", value, message, UserId.MAX_LENGTH);
    return new RefusedException(Reason.INVALID_REQUEST, message, Map.of("errors", List.of(error)));
  }
}
