package io.firstserved.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One run of the command line in a process of its own, as a user sees it.
 *
 * @param status its exit status
 * @param output all it printed
 */
record Run(int status, String output) {

  static Run of(String... arguments) {
    try {
      var process = start(arguments);
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), output);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Process start(String... arguments) throws IOException {
    var command = new ArrayList<>(command());
    Collections.addAll(command, arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** What runs the command line, before its arguments. */
  static List<String> command() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dfirst-served.home=" + System.getProperty("first-served.home"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.firstserved.standalone.FirstServed");
    return command;
  }
}
