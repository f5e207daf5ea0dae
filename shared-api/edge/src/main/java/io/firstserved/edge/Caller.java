package io.firstserved.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.coupon.UserId;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

  private static final int FIRST_BEYOND_ASCII = 0x80;

  /**
   * The user a trusted gateway names in {@value #USER_HEADER}, UTF-8; null if it names none.
   *
   * @throws RefusedException INVALID_REQUEST if the header is not UTF-8
   */
  public static @Nullable String gatewayUserOf(HttpServletRequest request) {
    var header = request.getHeader(USER_HEADER);
    return header == null || isAscii(header) ? header : decoded(header);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(character -> character < FIRST_BEYOND_ASCII);
  }

  /** The container takes a header's bytes for Latin-1. */
  private static String decoded(String header) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException otherEncoding) {
      throw invalid(header, USER_HEADER + " must be UTF-8");
    }
  }

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
   * header's or the body's, else the token's subject.
   *
   * @param inBody the {@code userId} of the body, if it has one
   * @throws RefusedException FORBIDDEN if the body names another user than the token;
   *     INVALID_REQUEST if nobody is named, header and body name two, or the name is malformed
   */
  public UserId user(@Nullable String inBody) {
    if (trustsGateway) {
      if (gatewayUser != null && inBody != null && !inBody.equals(gatewayUser)) {
        throw invalid(inBody, "userId is another than that of " + USER_HEADER);
      }
      return parse(gatewayUser != null ? gatewayUser : inBody != null ? inBody : subject);
    }
    if (inBody != null && !inBody.equals(subject)) {
      throw new RefusedException(Reason.FORBIDDEN, "the token is not this user's");
    }
    return parse(subject);
  }

  /**
   * Whether the caller may see what is this user's alone: is the user, or {@link
   * #isGatewayItself()}.
   */
  public boolean speaksFor(String user) {
    return user.equals(gatewayUser != null ? gatewayUser : subject) || isGatewayItself();
  }

  /** Whether this is a trusted gateway that names no user: it has checked who asks. */
  public boolean isGatewayItself() {
    return trustsGateway && gatewayUser == null && subject == null;
  }

  private static UserId parse(@Nullable String user) {
    if (user == null) {
      throw invalid("", "userId is missing");
    }
    try {
      return new UserId(user);
    } catch (IllegalArgumentException malformed) {
      throw invalid(user, UserId.RULE);
    }
  }

  private static RefusedException invalid(String value, String message) {
    var error = FieldProblem.of("userId", value, message, UserId.MAX_LENGTH);
    return new RefusedException(Reason.INVALID_REQUEST, message, Map.of("errors", List.of(error)));
  }
}
