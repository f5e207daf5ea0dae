package io.firstserved.query.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Pageable;

class LiveCampaignMetersTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final Latest latest = new Latest();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LiveCampaignMeters meters =
      new LiveCampaignMeters(
          latest,
          new LiveCampaignProperties(Duration.ofMinutes(15), 20, Duration.ofSeconds(5)),
          Clock.fixed(NOW, ZoneOffset.UTC),
          registry);

  @Test
  void publishesIssuedAndQuotaOfEachCampaignThatIssuedLately() {
    latest.rows = List.of(campaign("spike", 1_000L, 420), campaign("open-end", null, 7));

    meters.read();

    assertThat(figure("coupon.campaign.issued", "spike")).isEqualTo(420);
    assertThat(figure("coupon.campaign.quota", "spike")).isEqualTo(1_000);
    assertThat(figure("coupon.campaign.issued", "open-end")).isEqualTo(7);
    assertThat(figure("coupon.campaign.quota", "open-end")).isNull();
    assertThat(latest.askedSince).isEqualTo(NOW.minus(Duration.ofMinutes(15)));
  }

  @Test
  void followsTheFiguresAndForgetsACampaignThatHasGoneQuiet() {
    latest.rows = List.of(campaign("spike", 1_000L, 420), campaign("quiet", 10L, 10));
    meters.read();

    latest.rows = List.of(campaign("spike", 1_000L, 421));
    meters.read();

    assertThat(figure("coupon.campaign.issued", "spike")).isEqualTo(421);
    assertThat(figure("coupon.campaign.issued", "quiet")).isNull();
    assertThat(figure("coupon.campaign.quota", "quiet")).isNull();
  }

  private @Nullable Double figure(String meter, String campaign) {
    var gauge = registry.find(meter).tag("campaign", campaign).gauge();
    return gauge == null ? null : gauge.value();
  }

  private static CampaignRow campaign(String id, @Nullable Long quota, long issued) {
    var row = new CampaignRow();
    row.campaignId = id;
    row.quota = quota;
    row.issued = issued;
    return row;
  }

  private static final class Latest implements CampaignRows {

    private List<CampaignRow> rows = List.of();
    private @Nullable Instant askedSince;

    @Override
    public Optional<CampaignRow> find(String campaignId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<CampaignRow> listAfter(String after, Limit limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<CampaignRow> issuedSince(Instant since, Limit limit) {
      askedSince = since;
      return rows;
    }

    @Override
    public List<String> idsAfter(String after, Pageable place) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<CampaignRow> like(
        String after, String last, String idPattern, String namePattern, Limit limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<CampaignRow> notIssued(Limit limit) {
      throw new UnsupportedOperationException();
    }
  }
}
