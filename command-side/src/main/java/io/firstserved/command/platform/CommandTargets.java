package io.firstserved.command.platform;

import io.firstserved.api.campaign.CampaignCommand;
import io.firstserved.api.coupon.CouponCommand;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.stereotype.Component;

/**
 * Which aggregate a command is for. Axon's own resolver reads an annotation on the message; ours
 * asks the message itself, so that messages need no framework.
 */
@Component("commandTargets")
public class CommandTargets implements CommandTargetResolver {

  /**
   * The command's aggregate, at whatever version it has.
   *
   * @throws IllegalArgumentException if the payload is no command of a campaign or coupon
   */
  @Override
  public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
    var target =
        switch (command.getPayload()) {
          case CampaignCommand toCampaign -> toCampaign.campaignId();
          case CouponCommand toCoupon -> toCoupon.couponId();
          case Object other ->
              throw new IllegalArgumentException("not a command of this system: " + other);
        };
    return new VersionedAggregateIdentifier(target, null);
  }
}
