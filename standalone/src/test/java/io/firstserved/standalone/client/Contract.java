package io.firstserved.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The operations of a published specification, and which of them have answered. */
final class Contract {

  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

  private final List<Operation> operations;
  private final Set<Operation> answered = new HashSet<>();

  private Contract(List<Operation> operations) {
    this.operations = operations;
  }

  /** Reads the specification of this name from {@code docs/reference}. */
  static Contract read(String name) throws IOException {
    var reference = Path.of(System.getProperty("first-served.home"), "docs", "reference");
    var paths = new ObjectMapper().readTree(reference.resolve(name).toFile()).path("paths");
    var operations = new ArrayList<Operation>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        call ->
                            operations.add(
                                Operation.of(path.getKey(), call.getKey(), call.getValue()))));
    // Of two paths that fit, the one with fewer variables is meant.
    operations.sort(Comparator.comparingInt(Operation::variables));
    return new Contract(operations);
  }

  /** Takes note of an answer; fails if the specification does not have it. */
  void answered(String method, String path, int status) {
    var operation =
        operations.stream().filter(known -> known.is(method, path)).findFirst().orElseThrow();
    assertThat(operation.statuses()).as("%s %s", method, path).contains(status);
    answered.add(operation);
  }

  /** Fails if an operation has not answered yet. */
  void requireAllAnswered() {
    assertThat(operations).isNotEmpty();
    assertThat(operations)
        .as("operations without a call in this test")
        .filteredOn(operation -> !answered.contains(operation))
        .isEmpty();
  }

  private record Operation(String method, String path, Set<Integer> statuses) {

    static Operation of(String path, String method, JsonNode call) {
      var statuses = new HashSet<Integer>();
      call.path("responses")
          .fieldNames()
          .forEachRemaining(name -> statuses.add(Integer.valueOf(name)));
      return new Operation(method, path, statuses);
    }

    int variables() {
      return (int) VARIABLE.matcher(path).results().count();
    }

    boolean is(String calledMethod, String calledPath) {
      return method.equalsIgnoreCase(calledMethod)
          && calledPath.matches(VARIABLE.matcher(path).replaceAll("[^/]+"));
    }
  }
}
