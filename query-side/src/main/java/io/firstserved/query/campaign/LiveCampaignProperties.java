package io.firstserved.query.campaign;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which campaigns have meters of their own.
 *
 * @param recent how long after its last coupon a campaign is shown; a dashboard's usual span
 * @param limit most campaigns shown, the latest first: each is two series, and Prometheus keeps a
 *     series for as long as its data
 * @param interval how often the figures are read; the scrape interval
 */
@ConfigurationProperties("first-served.live-campaigns")
record LiveCampaignProperties(
    @DefaultValue("15m") Duration recent,
    @DefaultValue("20") int limit,
    @DefaultValue("5s") Duration interval) {

  private static final int MAX_LIMIT = 1_000;

  LiveCampaignProperties {
    if (!recent.isPositive() || !interval.isPositive()) {
      throw new IllegalArgumentException(
          "first-served.live-campaigns.recent and .interval must be positive");
    }
    if (limit < 0 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "first-served.live-campaigns.limit must be 0 to " + MAX_LIMIT);
    }
  }
}
