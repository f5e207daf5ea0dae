package io.firstserved.command.admission;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.CallerLimit;
import io.firstserved.command.gate.CallerLimit.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Knows which limits of its caller's rate an issue command counts against. Thread-safe. */
public final class CallerRates {

  /** How often at once, and in which time all is given back; not at all limited with 0. */
  private record Rate(int requests, Duration period) {}

  private record Rates(Rate user, Rate address) {}

  private final Campaigns campaigns;
  private final int maxCallers;
  private final Rates ofAll;
  private final Map<CampaignId, Rates> ofSome = new HashMap<>();

  CallerRates(CallerRateProperties properties, Campaigns campaigns) {
    this.campaigns = campaigns;
    this.maxCallers = properties.maxCallers();
    this.ofAll =
        new Rates(
            new Rate(properties.userRequests(), properties.userPeriod()),
            new Rate(properties.addressRequests(), properties.addressPeriod()));
    properties.campaigns().forEach((id, own) -> ofSome.put(new CampaignId(id), rates(own)));
  }

  private Rates rates(CallerRateProperties.OfCampaign own) {
    return new Rates(
        new Rate(
            Objects.requireNonNullElse(own.userRequests(), ofAll.user.requests),
            Objects.requireNonNullElse(own.userPeriod(), ofAll.user.period)),
        new Rate(
            Objects.requireNonNullElse(own.addressRequests(), ofAll.address.requests),
            Objects.requireNonNullElse(own.addressPeriod(), ofAll.address.period)));
  }

  /** The limits of this request; none for this node's own rehearsals. */
  public List<CallerLimit> of(CampaignId campaign, UserId user, HttpServletRequest request) {
    if (campaigns.isRehearsal(campaign)) {
      return List.of();
    }
    var rates = ofSome.getOrDefault(campaign, ofAll);
    var limits = new ArrayList<CallerLimit>(2);
    if (rates.user.requests > 0) {
      limits.add(limit(Kind.USER, user.value(), rates.user));
    }
    if (rates.address.requests > 0) {
      ClientAddress.of(request.getRemoteAddr())
          .ifPresent(address -> limits.add(limit(Kind.ADDRESS, address, rates.address)));
    }
    return limits;
  }

  private CallerLimit limit(Kind kind, String caller, Rate rate) {
    return new CallerLimit(kind, caller, rate.requests, rate.period, maxCallers);
  }
}
