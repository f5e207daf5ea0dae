package io.firstserved.query.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Every default and key. */
class PagePropertiesTest {

  private static PageProperties bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("first-served.page", PageProperties.class);
  }

  @Test
  void hasItsDefaults() {
    var limits = bound(Map.of());
    assertThat(limits.interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(limits.subscriberLimit()).isEqualTo(100);
    assertThat(limits.heartbeat()).isEqualTo(Duration.ofSeconds(5));
    assertThat(limits.history()).isEqualTo(Duration.ofMinutes(15));
    assertThat(limits.historyPoints()).isEqualTo(900);
    assertThat(limits.campaignLimit()).isEqualTo(20);
    assertThat(limits.secondLimit()).isEqualTo(200);
    assertThat(limits.auditLimit()).isEqualTo(5);
    assertThat(limits.laggingAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(limits.standingAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(limits.recoveredFor()).isEqualTo(Duration.ofSeconds(30));
    assertThat(limits.commandUrl()).isEmpty();
    assertThat(limits.meterInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(limits.commandTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(limits.meterTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void takesCommandNodesAsAListAndNothingAsNone() {
    assertThat(bound(Map.of("first-served.page.command-url", "http://a,http://b")).commandUrl())
        .containsExactly("http://a", "http://b");
    assertThat(bound(Map.of("first-served.page.command-url", "")).commandUrl()).isEmpty();
  }

  @Test
  void boundsThePointsItKeeps() {
    var tooMany = Map.of("first-served.page.interval", "10ms", "first-served.page.history", "24h");
    assertThat(bound(tooMany).isHistoryBounded()).isFalse();
  }
}
