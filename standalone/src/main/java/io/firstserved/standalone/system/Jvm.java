package io.firstserved.standalone.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How JVMs are run here: small, because six processes share a small machine. */
final class Jvm {

  /**
   * Each application stays below 600 MB resident with this heap; under the demo's load it used half
   * of it. {@code FIRST_SERVED_JAVA_OPTS} adds to these options and so overrides them.
   */
  private static final List<String> APPLICATION =
      List.of(
          "-Xms192m",
          "-Xmx384m",
          // Half of it for what a request leaves behind: a third of the collections under load.
          "-Xmn128m",
          "-XX:+UseSerialGC",
          "-Xss512k",
          "-XX:+ExitOnOutOfMemoryError",
          "-Daxoniq.update-checker.disabled=true",
          "-Ddisable-axoniq-console-message=true");

  private static final List<String> SUPERVISOR =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private Jvm() {}

  static String program() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * The command that runs an application's jar; arguments may follow.
   *
   * @param more options of this very run
   */
  static List<String> application(Path jar, List<String> more) {
    var command = new ArrayList<String>();
    command.add(program());
    command.addAll(APPLICATION);
    var given = System.getenv("FIRST_SERVED_JAVA_OPTS");
    if (given != null && !given.isBlank()) {
      command.addAll(List.of(given.strip().split("\\s+")));
    }
    command.addAll(more);
    command.add("-jar");
    command.add(jar.toString());
    return command;
  }

  /** The command that runs this program again, with other arguments. */
  static List<String> again(List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(program());
    command.addAll(SUPERVISOR);
    command.add("-Dfirst-served.home=" + Application.home());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.firstserved.standalone.FirstServed");
    command.addAll(arguments);
    return command;
  }
}
