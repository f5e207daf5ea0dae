package io.firstserved.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node was told, as whoever reads its environment sees it (Linux).
 *
 * @param environment of its process
 */
record ToldToNode(Map<String, String> environment) {

  /** Larger than anything that is a key. */
  private static final long LARGEST_KEY = 64 << 10;

  static ToldToNode by(ProcessHandle process) throws IOException {
    var environment = Files.readString(Path.of("/proc/" + process.pid() + "/environ"));
    return new ToldToNode(
        Arrays.stream(environment.split("\0"))
            .map(entry -> entry.split("=", 2))
            .filter(entry -> entry.length == 2 && !entry[1].isEmpty())
            .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1])));
  }

  /** Every value, and the content of every file that one names. */
  List<String> values() {
    return environment.values().stream()
        .flatMap(value -> Stream.concat(Stream.of(value), content(value).stream()))
        .toList();
  }

  /** What the file holds that this variable names. */
  String file(String variable) {
    return content(environment.get(variable)).orElseThrow();
  }

  private static Optional<String> content(String name) {
    try {
      var file = name.startsWith("file:") ? Path.of(URI.create(name)) : Path.of(name);
      return Files.isRegularFile(file) && Files.size(file) <= LARGEST_KEY
          ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
