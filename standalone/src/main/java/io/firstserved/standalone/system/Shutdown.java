package io.firstserved.standalone.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stops a system from outside: by its supervisor, or without it when that is dead. */
public final class Shutdown {

  /** Nodes drain for up to 30 s, then the servers stop within 15 s. */
  private static final Duration SUPERVISOR_GRACE = Duration.ofSeconds(60);

  private Shutdown() {}

  /**
   * Ends every process on record, and those of a folder that was deleted meanwhile, and returns
   * their names; an empty list if nothing ran.
   */
  public static List<String> of(DataFolder folder) {
    var names = new ArrayList<>(folder.recorded().stream().map(DataFolder.Recorded::name).toList());
    var strays = new Strays(folder);
    folder
        .supervisor()
        .or(strays::supervisor)
        .ifPresent(
            supervisor -> {
              names.add("supervisor");
              Orphans.end(supervisor, SUPERVISOR_GRACE);
            });
    Orphans.end(folder);
    names.addAll(Orphans.end(strays.children()));
    new Beside(folder).down();
    folder.release();
    return names;
  }
}
