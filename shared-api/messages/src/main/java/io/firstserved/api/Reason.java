package io.firstserved.api;

/**
 * Why a request was refused, spelled as clients see it in the {@code reason} member of a problem.
 *
 * <p>Clients, tests and audits match the reason, never a text. The HTTP status that belongs to each
 * is decided in one place per side, not here.
 */
public enum Reason {
  /** The user already holds as many coupons of the campaign as its per-user limit allows. */
  ALREADY_ISSUED,
  /** The campaign's quota is used up. */
  SOLD_OUT,
  /** The campaign's window has not begun. */
  NOT_OPEN,
  /** The campaign's window has ended, or it was closed. */
  CLOSED,
  /** The campaign is paused. */
  PAUSED,
  /** No campaign has this id. */
  UNKNOWN_CAMPAIGN,
  /** No coupon has this id. */
  UNKNOWN_COUPON,
  /** A campaign with this id exists already, with other terms. */
  CAMPAIGN_EXISTS,
  /** A quota may only grow, and an unlimited campaign has none to raise. */
  QUOTA_NOT_RAISED,
  /** The campaign is paused already. */
  ALREADY_PAUSED,
  /** The campaign is not paused, so it cannot be resumed. */
  NOT_PAUSED,
  /** The coupon was redeemed by another order. */
  ALREADY_REDEEMED,
  /** The coupon is not redeemed, so its redemption cannot be undone. */
  NOT_REDEEMED,
  /** The coupon's validity has ended. */
  EXPIRED,
  /** The coupon was revoked. */
  REVOKED,
  /** Nothing contradicts the log: there is no shorter one to accept. */
  LOG_NOT_DIVERGED,
  /** The log is not the one that the operator saw: it ends elsewhere. */
  LOG_MOVED,
  /** The log's own tables contradict each other: such a log can not be built on. */
  LOG_INCONSISTENT,
  /** Log and topic have not everything in common up to this index. */
  FIRST_INDEX_REFUSED,
  /** The audit did not find one campaign proven, so it has no bundle. */
  NOT_PROVEN,
  /** What was asked for was lost with the log's end, and the shorter log counts. */
  VOIDED,
  /** The idempotency key was sent with another request before. */
  IDEMPOTENCY_KEY_REUSED,
  /** The request that the idempotency key came with is under way. */
  IDEMPOTENCY_KEY_IN_USE,
  /** A field of the request is missing, malformed or out of its range. */
  INVALID_REQUEST,
  /** No such resource. */
  NOT_FOUND,
  /** The resource does not know this method. */
  METHOD_NOT_ALLOWED,
  /** The body's content type is not the one expected. */
  UNSUPPORTED_MEDIA_TYPE,
  /** No representation that the client accepts. */
  NOT_ACCEPTABLE,
  /** The body is larger than the limit. */
  BODY_TOO_LARGE,
  /** The body did not come in time. */
  REQUEST_TIMEOUT,
  /** No valid token was given. */
  UNAUTHENTICATED,
  /** The token does not allow this. */
  FORBIDDEN,
  /** The caller sends more requests than its rate allows. */
  RATE_LIMITED,
  /** A queue is full; the same request may succeed later. */
  OVERLOADED,
  /** Something this service depends on is down; the same request may succeed later. */
  UNAVAILABLE,
  /** The service failed in a way it did not foresee. */
  INTERNAL_ERROR
}
