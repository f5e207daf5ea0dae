package io.firstserved.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KafkaPropertiesTest {

  @Test
  void takesAClientsFurtherSettingsFromTheEnvironment() {
    var kafka =
        bound(
            Map.of(
                "FIRST_SERVED_KAFKA_BOOTSTRAP_SERVERS", "kafka:9093",
                "FIRSTSERVED_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL",
                "FIRSTSERVED_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "module required;"));

    assertThat(kafka.client())
        .containsOnly(
            Map.entry("bootstrap.servers", "kafka:9093"),
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.jaas.config", "module required;"));
  }

  private static KafkaProperties bound(Map<String, Object> variables) {
    var environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.replace(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    return Binder.get(environment).bindOrCreate("first-served.kafka", KafkaProperties.class);
  }
}
