package io.firstserved.standalone;

import io.firstserved.standalone.system.DataFolder;
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

  /** As it must be repeated in another command, with a leading space; empty for the default. */
  String repeated() {
    var standard = new DataOption().folder();
    return folder().equals(standard) ? "" : " --data " + folder().root();
  }
}
