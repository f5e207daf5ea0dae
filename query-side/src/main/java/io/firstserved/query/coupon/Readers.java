package io.firstserved.query.coupon;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.Caller;
import io.firstserved.edge.Role;
import java.util.stream.Stream;

/** Who may see whose coupons: the holder, whoever has a role, and a gateway that names nobody. */
final class Readers {

  private Readers() {}

  /** Whether the caller may see a user's coupons. */
  static boolean maySee(Caller caller, String holder) {
    return hasRole(caller) || caller.speaksFor(holder);
  }

  /**
   * Lets the caller see all coupons of a user, or not.
   *
   * @throws RefusedException FORBIDDEN if they are not the caller's to see
   */
  static void admit(Caller caller, String holder) {
    require(maySee(caller, holder));
  }

  /**
   * Lets the caller see many people's coupons, or not.
   *
   * @throws RefusedException FORBIDDEN if they are not the caller's to see
   */
  static void admitToAll(Caller caller) {
    require(hasRole(caller) || caller.isGatewayItself());
  }

  private static boolean hasRole(Caller caller) {
    return Stream.of(Role.values()).anyMatch(caller::has);
  }

  private static void require(boolean allowed) {
    if (!allowed) {
      throw new RefusedException(Reason.FORBIDDEN, "these coupons are not the caller's");
    }
  }
}
