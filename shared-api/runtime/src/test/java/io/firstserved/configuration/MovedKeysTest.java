package io.firstserved.configuration;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class MovedKeysTest {

  private static final String OLD = "first-served.log.socket-timeout";
  private static final String NEW = "first-served.log-database.socket-timeout";

  @Test
  void refusesAnOldKeyThatIsAloneAndNamesTheNewOne() {
    assertThatThrownBy(() -> require(Map.of("FIRSTSERVED_LOG_SOCKETTIMEOUT", "1s")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(OLD + " is not read any more: set " + NEW + " instead");
    assertThatThrownBy(() -> require(Map.of("FIRST_SERVED_LOG_SOCKET_TIMEOUT", "1s")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> require(Map.of(OLD, "1s"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void takesTheNewKeyWithOrWithoutTheOldOne() {
    assertThatCode(() -> require(Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> require(Map.of(NEW, "1s"))).doesNotThrowAnyException();
    assertThatCode(
            () ->
                require(
                    Map.of(
                        "FIRST_SERVED_LOG_SOCKET_TIMEOUT",
                        "1s",
                        "FIRST_SERVED_LOG_DATABASE_SOCKET_TIMEOUT",
                        "1s")))
        .doesNotThrowAnyException();
  }

  private static void require(Map<String, Object> settings) {
    var environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.forEach(source -> sources.remove(source.getName()));
    sources.addFirst(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, settings));
    ConfigurationPropertySources.attach(environment);
    MovedKeys.require(environment, Map.of(OLD, NEW));
  }
}
