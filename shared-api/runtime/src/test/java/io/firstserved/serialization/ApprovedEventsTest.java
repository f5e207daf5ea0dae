package io.firstserved.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.api.event.StoredEventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The log keeps its events for ever, so what was ever written is frozen here, file by file. A
 * failure means that old logs could no longer be read, or that outside readers see another shape:
 * write a new revision with an upcaster instead of changing an approved file.
 */
class ApprovedEventsTest {

  private static final ObjectMapper PLAIN = new ObjectMapper();

  private final EventSerializer serializer = EventSerializer.create();

  @ParameterizedTest
  @MethodSource("fileNames")
  void isWrittenAsApproved(String fileName) {
    var written = serializer.serialize(SampleEvents.byFileName().get(fileName), byte[].class);

    assertThat(new String(written.getData(), StandardCharsets.UTF_8))
        .isEqualTo(compact(approved(fileName)));
    assertThat(fileName)
        .startsWith(written.getType().getName() + "." + written.getType().getRevision());
  }

  @ParameterizedTest
  @MethodSource("fileNames")
  void isReadFromWhatWasApproved(String fileName) {
    var parts = fileName.split("\\.");
    var stored =
        new SimpleSerializedObject<>(
            approved(fileName).getBytes(StandardCharsets.UTF_8),
            byte[].class,
            new SimpleSerializedType(parts[0], parts[1]));

    assertThat(serializer.<byte[], Object>deserialize(stored))
        .isEqualTo(SampleEvents.byFileName().get(fileName));
  }

  @ParameterizedTest
  @MethodSource("earlierRevisions")
  void anEarlierRevisionIsLiftedToThePresentOne(String fileName) throws IOException {
    var parts = fileName.split("\\.");
    var type = StoredEventType.ofAlias(parts[0]).orElseThrow();
    var mapper = EventSerializer.objectMapper();

    var lifted = EventRevisions.lift(type, parts[1], mapper.readTree(approved(fileName)));

    assertThat(mapper.treeToValue(lifted.orElseThrow(), type.payload()))
        .isEqualTo(SampleEvents.ofEarlierRevisions().get(fileName));
  }

  @Test
  void everyRevisionThereEverWasHasAnApprovedFileAndLeadsToThePresentOne() {
    for (var type : StoredEventType.values()) {
      for (int revision = 1; revision < Integer.parseInt(type.revision()); revision++) {
        assertThat(SampleEvents.ofEarlierRevisions().keySet())
            .contains(type.alias() + "." + revision);
      }
    }
  }

  @Test
  void everyStoredTypeHasAnApprovedFile() {
    assertThat(SampleEvents.byFileName().values().stream().map(Object::getClass))
        .containsAll(
            Arrays.stream(StoredEventType.values()).map(StoredEventType::payload).toList());
  }

  static Stream<String> earlierRevisions() {
    return SampleEvents.ofEarlierRevisions().keySet().stream();
  }

  static Stream<String> fileNames() {
    return SampleEvents.byFileName().keySet().stream();
  }

  static String approved(String fileName) {
    try (var file =
        ApprovedEventsTest.class.getResourceAsStream("/approved/" + fileName + ".json")) {
      assertThat(file).as("approved file of " + fileName).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files are laid out for people; the log has no blanks. */
  private static String compact(String json) {
    try {
      return PLAIN.readTree(json).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
