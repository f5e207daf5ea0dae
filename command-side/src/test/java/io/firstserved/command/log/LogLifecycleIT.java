package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.api.campaign.CampaignId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;

class LogLifecycleIT {

  @Test
  void takesReadinessDownBeforeItRefusesAnything() throws Exception {
    var campaign = new CampaignId("ending");
    var states = new ArrayList<Object>();
    try (var database = LogDatabase.create();
        var node = LogNode.on(database);
        var context = new GenericApplicationContext()) {
      context.addApplicationListener(
          (ApplicationListener<AvailabilityChangeEvent<?>>)
              event -> {
                states.add(event.getState());
                node.engine.appendEvents(Events.created(campaign));
              });
      context.refresh();
      var lifecycle = new LogLifecycle(context, node.writer, Duration.ofSeconds(10));
      lifecycle.start();
      lifecycle.stop();

      assertThat(states).isEqualTo(List.of(ReadinessState.REFUSING_TRAFFIC));
      assertThat(database.head()).isEqualTo(1);
      assertThat(lifecycle.isRunning()).isFalse();
      assertThatThrownBy(() -> node.engine.appendEvents(Events.paused(campaign, 1)))
          .isInstanceOf(LogUnavailableException.ShuttingDown.class);
    }
  }
}
