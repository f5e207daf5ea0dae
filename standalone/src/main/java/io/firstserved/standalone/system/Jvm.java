package io.firstserved.standalone.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How JVMs are run here: small, because six processes share a small machine. */
final class Jvm {

  /**
   * The demo's load uses a third of this heap. The rest is for a crowd: 2,000 connections hold 290
   * MB, and what they wait with must not be copied often. All of it from the start, because a heap
   * that grows does so by full collections, in the middle of the crowd; what is not used takes no
   * memory. {@code FIRST_SERVED_JAVA_OPTS} adds to these options and so overrides them.
   */
  private static final List<String> APPLICATION =
      List.of(
          "-Xms896m",
          "-Xmx896m",
          // Room for what requests leave behind, and for what those that wait still hold.
          "-Xmn400m",
          "-XX:SurvivorRatio=3",
          "-XX:+UseSerialGC",
          // Above the 125 MB of classes without a class cache: to reach it is a full collection.
          "-XX:MetaspaceSize=192m",
          // Ten times the default: the optimizing compiler takes what is really hot, and not the
          // cores that a node just started needs for its first buyers (ADR 0054).
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000",
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
