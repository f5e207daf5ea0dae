package io.firstserved.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A side's OpenAPI specification as it is committed in {@code docs/reference}, for whoever
 * generates a client without running the service. A test fails when the running node says another.
 */
public final class SpecificationFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private SpecificationFile() {}

  /**
   * Compares what a node publishes with what is committed, or commits it.
   *
   * @param name the file's name
   * @param published the node's answer
   */
  public static void require(String name, String published) throws IOException {
    @SuppressWarnings("unchecked")
    Map<String, Object> specification = JSON.readValue(published, Map.class);
    requireNames(JSON.valueToTree(specification));
    var text = JSON.writeValueAsString(specification) + "\n";
    var file = ReferencePage.root().resolve("docs").resolve("reference").resolve(name);
    if (ReferencePage.isUpdated()) {
      Files.writeString(file, text);
    }
    assertThat(file).as("docs/reference/update writes it").hasContent(text);
  }

  /** Of generated clients they are the methods: springdoc's own change when a call is added. */
  private static void requireNames(JsonNode specification) {
    var names =
        specification
            .path("paths")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .map(operation -> operation.path("operationId").asString())
            .toList();
    assertThat(names)
        .as("a verb and a noun, by @Operation(operationId = ...)")
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+([A-Z][a-z]+)+"));
  }
}
