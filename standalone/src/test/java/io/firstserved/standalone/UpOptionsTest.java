package io.firstserved.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.standalone.system.DataFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class UpOptionsTest {

  private static final DataFolder NEW = new DataFolder(Path.of("there", "is", "none"));

  @Test
  void listensWhereTheDocumentationSays() {
    var blueprint = parse().blueprint(NEW);

    assertThat(blueprint.commandPorts()).containsExactly(8080);
    assertThat(blueprint.queryPorts()).containsExactly(8090);
    assertThat(blueprint.mysqlPorts()).containsExactly(3307);
    assertThat(blueprint.redisPorts()).containsExactly(6379);
    assertThat(blueprint.kafkaPorts()).containsExactly(29092);
    assertThat(blueprint.highlyAvailable()).isFalse();
  }

  @Test
  void countsPortsUpwardsForHighAvailability() {
    var blueprint = parse("--ha", "--kafka-port", "9092").blueprint(NEW);

    assertThat(blueprint.commandPorts()).containsExactly(8080, 8081);
    assertThat(blueprint.redisPorts()).hasSize(4);
    assertThat(blueprint.sentinelPorts()).hasSize(3);
    assertThat(blueprint.kafkaPorts()).containsExactly(9092, 9093, 9094);
  }

  @Test
  void repeatsItselfForAnotherProcess() {
    var given = parse("--ha", "--redis-port", "7000", "--mysql-url", "jdbc:mysql://db:3306/");

    assertThat(parse(given.repeated().toArray(String[]::new)).blueprint(NEW))
        .isEqualTo(given.blueprint(NEW));
  }

  private static UpOptions parse(String... arguments) {
    return CommandLine.populateCommand(new UpOptions(), arguments);
  }
}
