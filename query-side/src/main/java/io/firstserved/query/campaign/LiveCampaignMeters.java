package io.firstserved.query.campaign;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/**
 * Publishes issued coupons and quota of the campaigns that issued last, for the dashboard of a
 * running campaign. They are as old as the read model, and a campaign that has no quota has no such
 * meter.
 */
@Component
class LiveCampaignMeters implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LiveCampaignMeters.class);

  private final CampaignRows rows;
  private final LiveCampaignProperties properties;
  private final Clock clock;
  private final MultiGauge issued;
  private final MultiGauge quota;
  private @Nullable ScheduledExecutorService reader;

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

  @Override
  public synchronized void start() {
    var threads = Thread.ofPlatform().name("live-campaigns").daemon().factory();
    reader = Executors.newSingleThreadScheduledExecutor(threads);
    long millis = properties.interval().toMillis();
    reader.scheduleWithFixedDelay(this::readOrKeep, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Without the database the figures stay as they were; the lag's age tells that they are old. */
  private void readOrKeep() {
    try {
      read();
    } catch (DataAccessException unseen) {
      LOG.debug("the figures of live campaigns cannot be read", unseen);
    }
  }

  @Override
  public synchronized void stop() {
    if (reader != null) {
      reader.shutdownNow();
      reader = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return reader != null;
  }
}
