package io.firstserved.command.coupon;

import io.firstserved.api.coupon.UserId;
import io.firstserved.edge.Caller;
import io.firstserved.edge.Role;
import org.jspecify.annotations.Nullable;

/** Whose coupon a caller may redeem, or take back. */
final class Holder {

  private Holder() {}

  /**
   * The user who must hold the coupon; null if the caller may redeem anybody's. A campaign-admin
   * may, and so may a trusted gateway that names no user: it has checked who asks. Anybody else may
   * redeem only their own.
   *
   * @param inBody the {@code userId} of the body, if it has one
   */
  static @Nullable UserId requiredOf(Caller caller, @Nullable String inBody) {
    if (caller.has(Role.CAMPAIGN_ADMIN)) {
      return null;
    }
    if (caller.isGatewayItself() && inBody == null) {
      return null;
    }
    return caller.user(inBody);
  }
}
