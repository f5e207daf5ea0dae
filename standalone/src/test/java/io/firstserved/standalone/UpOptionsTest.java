package io.firstserved.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class UpOptionsTest {

  @Test
  void listensWhereTheDocumentationSays() {
    var blueprint = parse().blueprint();

    assertThat(blueprint.commandPorts()).containsExactly(8080);
    assertThat(blueprint.queryPorts()).containsExactly(8090);
    assertThat(blueprint.mysqlPort()).isEqualTo(3307);
    assertThat(blueprint.redisPorts()).containsExactly(6379);
    assertThat(blueprint.kafkaPorts()).containsExactly(29092);
    assertThat(blueprint.highlyAvailable()).isFalse();
  }

  @Test
  void countsPortsUpwardsForHighAvailability() {
    var blueprint = parse("--ha", "--kafka-port", "9092").blueprint();

    assertThat(blueprint.commandPorts()).containsExactly(8080, 8081);
    assertThat(blueprint.redisPorts()).hasSize(4);
    assertThat(blueprint.sentinelPorts()).hasSize(3);
    assertThat(blueprint.kafkaPorts()).containsExactly(9092, 9093, 9094);
  }

  @Test
  void repeatsItselfForAnotherProcess() {
    var given = parse("--ha", "--redis-port", "7000", "--mysql-url", "jdbc:mysql://db:3306/");

    assertThat(parse(given.repeated().toArray(String[]::new)).blueprint())
        .isEqualTo(given.blueprint());
  }

  private static UpOptions parse(String... arguments) {
    return CommandLine.populateCommand(new UpOptions(), arguments);
  }
}
