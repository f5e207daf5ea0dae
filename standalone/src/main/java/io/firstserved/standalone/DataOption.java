package io.firstserved.standalone;

import io.firstserved.standalone.system.DataFolder;
import io.firstserved.standalone.system.Description;
import io.firstserved.standalone.system.StartFailedException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which system is meant. */
final class DataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with the system's data, logs and secrets (default: .first-served)")
  private Path folder = Path.of(System.getProperty("first-served.home", "."), ".first-served");

  DataFolder folder() {
    return new DataFolder(folder);
  }

  /**
   * What runs on it.
   *
   * @throws StartFailedException if nothing does
   */
  Description runningSystem() {
    return Description.read(folder())
        .filter(description -> folder().supervisor().isPresent())
        .orElseThrow(
            () ->
                new StartFailedException(
                    "Not running on " + folder().root() + ": start it by ./first-served up"));
  }

  /** As it must be repeated in another command, with a leading space; empty for the default. */
  String repeated() {
    var standard = new DataOption().folder();
    return folder().equals(standard) ? "" : " --data " + folder().root();
  }
}
