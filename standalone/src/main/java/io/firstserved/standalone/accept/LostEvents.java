package io.firstserved.standalone.accept;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.standalone.system.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The query side's answer with the lost events, among lines of progress and a last one. */
final class LostEvents {

  private final ObjectMapper json = new ObjectMapper();
  private final Path answer;
  private @Nullable JsonNode last;
  private long lost;

  LostEvents(Path answer) {
    this.answer = answer;
  }

  /**
   * Writes the events to a file, a line each.
   *
   * @return how many
   * @throws StartFailedException if the answer is not whole
   */
  long save(Path file) throws IOException {
    try (var lines = Files.newBufferedReader(answer);
        var events = Files.newBufferedWriter(file)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        last = json.readTree(line);
        if (is(last, "LOST")) {
          events.write(line);
          events.newLine();
          lost++;
        }
      }
    }
    requireWhole(file);
    return lost;
  }

  private void requireWhole(Path file) {
    if (last == null || !is(last, "END") || !last.path("complete").asBoolean()) {
      throw new StartFailedException(
          "The list of lost events in %s is not whole, call again: %s".formatted(file, last));
    }
  }

  private static boolean is(JsonNode line, String kind) {
    return line.path("line").asText().equals(kind);
  }
}
