package io.firstserved.command.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.CallerLimit;
import io.firstserved.command.gate.CallerLimit.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;

class CallerRatesTest {

  private static final CampaignId SALE = new CampaignId("sale");
  private static final CampaignId REHEARSAL = new CampaignId("rehearsal");
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private static List<CallerLimit> limits(CampaignId campaign, Map<String, ?> settings) {
    var properties =
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("first-served.caller-rate", CallerRateProperties.class);
    var request = new MockHttpServletRequest();
    request.setRemoteAddr("192.0.2.1");
    return new CallerRates(properties, new OneRehearsal())
        .of(campaign, new UserId("anna"), request);
  }

  private static CallerLimit anna(int requests, Duration period) {
    return new CallerLimit(Kind.USER, "anna", requests, period, 200_000);
  }

  private static CallerLimit address(int requests, Duration period) {
    return new CallerLimit(Kind.ADDRESS, "192.0.2.1", requests, period, 200_000);
  }

  @Test
  void limitsUsersAndNotAddressesUnlessItIsToldTo() {
    assertThat(limits(SALE, Map.of())).containsExactly(anna(20, TEN_SECONDS));
    assertThat(limits(SALE, Map.of("first-served.caller-rate.user-requests", 0))).isEmpty();
    assertThat(limits(SALE, Map.of("first-served.caller-rate.address-requests", 500)))
        .containsExactly(anna(20, TEN_SECONDS), address(500, TEN_SECONDS));
  }

  @Test
  void takesWhatACampaignsOwnLimitsLeaveOutFromThoseOfAll() {
    var settings =
        Map.of(
            "first-served.caller-rate.user-period", "1m",
            "first-served.caller-rate.campaigns.sale.user-requests", 3,
            "first-served.caller-rate.campaigns.sale.address-requests", 7,
            "first-served.caller-rate.campaigns.sale.address-period", "2s",
            "first-served.caller-rate.campaigns.[Spring_Sale].user-requests", 0);

    assertThat(limits(SALE, settings))
        .containsExactly(anna(3, Duration.ofMinutes(1)), address(7, Duration.ofSeconds(2)));
    assertThat(limits(new CampaignId("Spring_Sale"), settings)).isEmpty();
    assertThat(limits(new CampaignId("other"), settings))
        .containsExactly(anna(20, Duration.ofMinutes(1)));
  }

  @Test
  void neverLimitsThisNodesOwnRehearsals() {
    assertThat(limits(REHEARSAL, Map.of("first-served.caller-rate.address-requests", 1))).isEmpty();
  }

  /** Knows no campaign but which is for rehearsals. */
  private static final class OneRehearsal implements Campaigns {

    @Override
    public Optional<CampaignState> find(CampaignId campaign) {
      return Optional.empty();
    }

    @Override
    public Optional<CampaignState> refresh(CampaignId campaign) {
      return Optional.empty();
    }

    @Override
    public boolean isRehearsal(CampaignId campaign) {
      return campaign.equals(REHEARSAL);
    }
  }
}
