package io.firstserved.standalone.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstserved.standalone.system.DataFolder.Recorded;
import io.firstserved.standalone.system.Description.Kind;
import io.firstserved.standalone.system.Description.Part;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What runs on a data folder, asked of the processes themselves. */
public final class Status {

  private static final int ALL_UP = 0;
  private static final int PART_DOWN = 1;
  private static final int NOT_RUNNING = 3;

  /** A node that stands still is said to after this; a busy one answers within it. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private final DataFolder folder;
  private final Terminal terminal;
  private final Http http = new Http(ANSWER_LIMIT);

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
      return withoutRecord();
    }
    terminal.say("First Served on " + folder.root());
    terminal.part(
        "supervisor",
        "",
        supervisor
            .map(process -> "pid " + process.pid())
            .orElse("dead: up starts a new one, down ends the rest"));
    var parts = description.get().parts();
    var answers = answers(parts);
    int down = 0;
    for (var part : parts) {
      down += show(part, answers.contains(part)) ? 0 : 1;
    }
    parts.stream()
        .filter(part -> part.kind() == Kind.QUERY && answers.contains(part))
        .findFirst()
        .ifPresent(part -> showLag(part.address()));
    return supervisor.isPresent() && down == 0 ? ALL_UP : PART_DOWN;
  }

  private int withoutRecord() {
    var strays = new Strays(folder);
    var supervisor = strays.supervisor();
    var children = strays.children();
    if (supervisor.isEmpty() && children.isEmpty()) {
      terminal.say("Not running on " + folder.root());
      return NOT_RUNNING;
    }
    terminal.say(
        folder.root() + " was deleted, but its system still runs; ./first-served down ends it");
    supervisor.ifPresent(process -> terminal.part("supervisor", "", "pid " + process.pid()));
    children.forEach(stray -> terminal.part(stray.name(), "", "pid " + stray.process().pid()));
    return PART_DOWN;
  }

  private boolean show(Part part, boolean answers) {
    var process =
        folder.recorded().stream()
            .filter(recorded -> recorded.name().equals(part.name()))
            .findAny();
    var up = part.name().isEmpty() || (process.isPresent() && answers);
    terminal.part(part.kind().title(), part.address(), state(part, process, up));
    return up;
  }

  /** Asks all nodes at once, so that those that stand still cost the time of one. */
  private Set<Part> answers(List<Part> parts) {
    Set<Part> answers = ConcurrentHashMap.newKeySet();
    Together.run(
        parts.stream()
            .<Runnable>map(
                part ->
                    () -> {
                      if (answers(part)) {
                        answers.add(part);
                      }
                    })
            .toArray(Runnable[]::new));
    return answers;
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
