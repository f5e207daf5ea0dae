package io.firstserved.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.servers.Folders;
import io.firstserved.servers.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Starting, dying and starting again. */
class LifeCycleIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void keepsDataAcrossDownAndAcrossTheDeathOfTheSupervisor() throws Exception {
    var system = new TestSystem("lifecycle");
    assertUp(system);
    system.createCampaign("kept", 10);
    assertThat(system.issue("kept", "kim").statusCode()).isEqualTo(201);

    system.folder.supervisor().orElseThrow().destroyForcibly();
    await().atMost(LIMIT).until(() -> system.folder.supervisor().isEmpty());
    assertThat(system.folder.recorded()).isNotEmpty();
    assertThat(system.run("status").status()).isEqualTo(1);

    var second = system.up("--detach");
    assertThat(second.output()).contains("Ended what an earlier run had left");
    assertThat(second.status()).as(second.output()).isZero();
    assertThat(system.issue("kept", "kim").body()).contains("ALREADY_ISSUED");
    assertThat(system.issue("kept", "lee").body()).contains("\"serial\":2");

    assertThat(system.run("down").status()).isZero();
    assertThat(system.processes()).isEmpty();
    assertThat(system.run("status").status()).isEqualTo(3);

    assertUp(system);
    assertThat(system.issue("kept", "park").body()).contains("\"serial\":3");
    await().atMost(LIMIT).until(() -> system.issuedInReadModel("kept") == 3);

    system.folder.supervisor().orElseThrow().destroyForcibly();
    await().atMost(LIMIT).until(() -> system.folder.supervisor().isEmpty());
    assertThat(system.run("down").output()).contains("Stopped: ");
    assertThat(system.processes()).isEmpty();
  }

  @Test
  void namesThePortInUseWhoWantedItAndTheOptionToChangeIt() throws Exception {
    var system = new TestSystem("port");
    int port = Ports.free();
    try (var other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
      var run = system.up("--detach", "--kafka-port", Integer.toString(port));

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.output()).contains("Port " + port, "wanted by Kafka", "--kafka-port");
      assertThat(system.folder.recorded()).isEmpty();
    }
  }

  @Test
  void endsWhatStillRunsOnAFolderThatWasDeleted() throws Exception {
    var system = new TestSystem("deleted");
    assertUp(system);
    assertThat(system.processes()).isNotEmpty();
    Folders.delete(system.folder.root());

    var status = system.run("status");
    assertThat(status.output()).contains("was deleted, but its system still runs", "query-side");
    assertThat(status.status()).isEqualTo(1);
    assertThat(system.up("--detach").output()).contains("was deleted: end it by");

    assertThat(system.run("down").output()).contains("Stopped: ", "supervisor");
    assertThat(system.processes()).isEmpty();
  }

  @Test
  void makesNoSecretsWhereThereIsNoSystem() {
    var system = new TestSystem("nothing-there");

    var token = system.run("token");

    assertThat(token.status()).isEqualTo(1);
    assertThat(token.output()).contains("No system on " + system.folder.root());
    assertThat(system.folder.root()).doesNotExist();
  }

  @Test
  void saysSoWhenNothingRuns() {
    var system = new TestSystem("nothing");

    assertThat(system.run("down").output()).contains("Nothing was running");
    assertThat(system.run("status").status()).isEqualTo(3);
  }

  private static void assertUp(TestSystem system) {
    var run = system.up("--detach");
    assertThat(run.status()).as(run.output()).isZero();
  }
}
