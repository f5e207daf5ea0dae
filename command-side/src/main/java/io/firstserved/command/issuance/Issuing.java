package io.firstserved.command.issuance;

import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.gate.CallerLimit;
import io.firstserved.command.log.LogReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path of one issue command, behind the edge. Thread-safe. */
public interface Issuing {

  /**
   * Issues a coupon, or finds the one issued before under the same key.
   *
   * @param key the client's idempotency key, if it sent one
   * @param limits of the caller's rate that the request counts against
   * @return the issue as the log has it
   * @throws RefusedException if there is no coupon for this user now; nothing was issued
   */
  LogReader.Issue issue(
      CampaignId campaign, UserId user, @Nullable String key, List<CallerLimit> limits);
}
