package io.firstserved.query.campaign;

import io.firstserved.loop.LoopBody;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/**
 * Publishes issued coupons and quota of the campaigns that issued last, for the dashboard of a
 * running campaign. They are as old as the read model, and a campaign that has no quota has no such
 * meter.
 */
@Component
class LiveCampaignMeters implements LoopBody {

  private final CampaignRows rows;
  private final LiveCampaignProperties properties;
  private final Clock clock;
  private final MultiGauge issued;
  private final MultiGauge quota;

  LiveCampaignMeters(
      CampaignRows rows, LiveCampaignProperties properties, Clock clock, MeterRegistry meters) {
    this.rows = rows;
    this.properties = properties;
    this.clock = clock;
    this.issued =
        MultiGauge.builder("coupon.campaign.issued")
            .description("Coupons issued in a campaign that issued lately, from the read model")
            // The unit repeats the name's end, so that the published name stays as it is.
            .baseUnit("issued")
            .register(meters);
    this.quota =
        MultiGauge.builder("coupon.campaign.quota")
            .description("Quota of a campaign that issued lately, from the read model")
            .baseUnit("quota")
            .register(meters);
  }

  /** Reads the figures once. */
  void read() {
    var latest =
        rows.issuedSince(clock.instant().minus(properties.recent()), Limit.of(properties.limit()));
    issued.register(series(latest, row -> row.issued), true);
    var limited = latest.stream().filter(row -> row.quota != null).toList();
    quota.register(series(limited, row -> Objects.requireNonNull(row.quota)), true);
  }

  private static List<Row<?>> series(
      List<CampaignRow> campaigns, Function<CampaignRow, Number> figure) {
    return campaigns.stream()
        .<Row<?>>map(row -> Row.of(Tags.of("campaign", row.campaignId), figure.apply(row)))
        .toList();
  }

  /** Without the database the figures stay as they were; the lag's age tells that they are old. */
  @Override
  public Duration turn(Heartbeat heartbeat) {
    read();
    return properties.interval();
  }
}
