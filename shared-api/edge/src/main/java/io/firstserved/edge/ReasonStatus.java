package io.firstserved.edge;

import io.firstserved.api.Reason;
import org.springframework.http.HttpStatus;

/** The one place that knows which HTTP status belongs to a reason. */
public final class ReasonStatus {

  private ReasonStatus() {}

  /** The status a refusal for this reason is answered with. */
  public static HttpStatus of(Reason reason) {
    return switch (reason) {
      case ALREADY_ISSUED,
          CAMPAIGN_EXISTS,
          QUOTA_NOT_RAISED,
          ALREADY_PAUSED,
          NOT_PAUSED,
          ALREADY_REDEEMED,
          NOT_REDEEMED,
          LOG_NOT_DIVERGED,
          LOG_MOVED,
          LOG_INCONSISTENT,
          FIRST_INDEX_REFUSED,
          NOT_PROVEN,
          IDEMPOTENCY_KEY_IN_USE ->
          HttpStatus.CONFLICT;
      case SOLD_OUT, CLOSED, EXPIRED, REVOKED, VOIDED -> HttpStatus.GONE;
      case NOT_OPEN, PAUSED, FORBIDDEN -> HttpStatus.FORBIDDEN;
      case UNKNOWN_CAMPAIGN, UNKNOWN_COUPON, NOT_FOUND -> HttpStatus.NOT_FOUND;
      case IDEMPOTENCY_KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
      case INVALID_REQUEST -> HttpStatus.BAD_REQUEST;
      case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
      case UNSUPPORTED_MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case NOT_ACCEPTABLE -> HttpStatus.NOT_ACCEPTABLE;
      case BODY_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
      case REQUEST_TIMEOUT -> HttpStatus.REQUEST_TIMEOUT;
      case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
      case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
      case OVERLOADED, UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case INTERNAL_ERROR -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  /** The reason that best tells a status which the framework chose. */
  static Reason reasonOf(int status) {
    return switch (status) {
      case 401 -> Reason.UNAUTHENTICATED;
      case 403 -> Reason.FORBIDDEN;
      case 404 -> Reason.NOT_FOUND;
      case 405 -> Reason.METHOD_NOT_ALLOWED;
      case 406 -> Reason.NOT_ACCEPTABLE;
      case 408 -> Reason.REQUEST_TIMEOUT;
      case 413 -> Reason.BODY_TOO_LARGE;
      case 415 -> Reason.UNSUPPORTED_MEDIA_TYPE;
      // A transfer coding or an HTTP version that the container does not know.
      case 501, 505 -> Reason.INVALID_REQUEST;
      case 503 -> Reason.UNAVAILABLE;
      default -> status >= 500 ? Reason.INTERNAL_ERROR : Reason.INVALID_REQUEST;
    };
  }
}
