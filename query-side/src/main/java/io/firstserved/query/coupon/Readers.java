package io.firstserved.query.coupon;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.Caller;
import io.firstserved.edge.Role;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may see whose coupons: the holder, whoever has a role, and a trusted gateway. */
final class Readers {

  private Readers() {}

  /**
   * Lets the caller pass or not.
   *
   * @param holder whose coupon it is; null if it is many people's
   * @throws RefusedException FORBIDDEN if it is not the caller's to see
   */
  static void admit(Caller caller, @Nullable String holder) {
    var hasRole = Stream.of(Role.values()).anyMatch(caller::has);
    var isHolder = holder != null && holder.equals(caller.subject());
    if (!hasRole && !isHolder && !caller.trustsGateway()) {
      throw new RefusedException(Reason.FORBIDDEN, "these coupons are not the caller's");
    }
  }
}
