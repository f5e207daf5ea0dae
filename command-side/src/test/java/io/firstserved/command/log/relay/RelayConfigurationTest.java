package io.firstserved.command.log.relay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class RelayConfigurationTest {

  private final MockEnvironment environment =
      new MockEnvironment().withProperty("first-served.relay.topic", "sales");

  @Test
  void doesNotStartWithTheTopicsOldKeyAlone() {
    assertThatThrownBy(() -> new RelayConfiguration(environment))
        .hasMessage(
            "first-served.relay.topic is not read any more: set first-served.kafka.topic instead");
  }

  @Test
  void startsWithTheOldKeyBesideTheNewOne() {
    environment.setProperty("first-served.kafka.topic", "sales");

    assertThatCode(() -> new RelayConfiguration(environment)).doesNotThrowAnyException();
  }
}
