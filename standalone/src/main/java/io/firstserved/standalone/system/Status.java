package io.firstserved.standalone.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.system.DataFolder.Recorded;
import io.firstserved.standalone.system.Description.Part;
import java.util.Locale;
import java.util.Optional;

/** What runs on a data folder, asked of the processes themselves. */
public final class Status {

  private static final int ALL_UP = 0;
  private static final int PART_DOWN = 1;
  private static final int NOT_RUNNING = 3;

  private final DataFolder folder;
  private final Terminal terminal;
  private final Http http = new Http();

  /** Of the system on the folder. */
  public Status(DataFolder folder, Terminal terminal) {
    this.folder = folder;
    this.terminal = terminal;
  }

  /** Prints it; returns 0 if everything runs, 1 if a part does not, 3 if nothing does. */
  public int show() {
    var description = Description.read(folder);
    var supervisor = folder.supervisor();
    if (description.isEmpty() || (supervisor.isEmpty() && folder.recorded().isEmpty())) {
      terminal.say("Not running on " + folder.root());
      return NOT_RUNNING;
    }
    terminal.say("First Served on " + folder.root());
    terminal.part(
        "supervisor",
        "",
        supervisor
            .map(process -> "pid " + process.pid())
            .orElse("dead: up starts a new one, down ends the rest"));
    int down = 0;
    for (var part : description.get().parts()) {
      down += show(part) ? 0 : 1;
    }
    description.get().queryUrls().stream().findFirst().ifPresent(this::showLag);
    return supervisor.isPresent() && down == 0 ? ALL_UP : PART_DOWN;
  }

  private boolean show(Part part) {
    var process =
        folder.recorded().stream()
            .filter(recorded -> recorded.name().equals(part.name()))
            .findAny();
    var up = part.name().isEmpty() || (process.isPresent() && answers(part));
    terminal.part(part.kind().title(), part.address(), state(part, process, up));
    return up;
  }

  private static String state(Part part, Optional<Recorded> process, boolean up) {
    if (part.name().isEmpty()) {
      return "not ours";
    }
    return process
        .map(recorded -> "pid " + recorded.identity().pid() + (up ? "  up" : "  not ready"))
        .orElse("down");
  }

  private boolean answers(Part part) {
    return !part.address().startsWith("http")
        || http.get(part.address() + "/actuator/health/readiness").isPresent();
  }

  private void showLag(String queryUrl) {
    http.get(queryUrl + "/api/v1/projections")
        .ifPresent(answer -> answer.path("items").forEach(this::showProjection));
  }

  private void showProjection(JsonNode projection) {
    terminal.part(
        "projection",
        projection.path("name").asText(),
        String.format(
            Locale.ROOT,
            "%s  %,d events, %.1f s behind",
            projection.path("state").asText().toLowerCase(Locale.ROOT),
            projection.path("lagEvents").asLong(),
            projection.path("lagSeconds").asDouble()));
  }
}
