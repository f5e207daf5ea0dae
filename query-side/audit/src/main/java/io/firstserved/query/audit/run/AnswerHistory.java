package io.firstserved.query.audit.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.query.audit.check.AnswerCheck.Answer;
import io.firstserved.query.audit.source.SourceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads recorded answers, a JSON object per line, one line at a time. */
final class AnswerHistory {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private AnswerHistory() {}

  /**
   * Hands over every answer; says how many there are.
   *
   * @throws SourceUnavailableException naming the first line that is none
   */
  static long read(Path history, Consumer<Answer> consumer) {
    long number = 0;
    try (var lines = Files.newBufferedReader(history)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          consumer.accept(MAPPER.readValue(line, Answer.class));
        }
      }
      return number;
    } catch (IOException unreadable) {
      throw new SourceUnavailableException(
          "line " + (number) + " of the answers is not one: " + unreadable.getMessage(),
          unreadable);
    }
  }
}
