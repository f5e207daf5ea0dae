package io.firstserved.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A page of {@code docs/reference} whose parts are made by tests, each between two markers. A test
 * fails when its part differs from what it would write; {@code docs/reference/update} runs it so
 * that it writes.
 */
public final class ReferencePage {

  private static final String UPDATE = "first-served.update-reference";

  private final Path file;

  /**
   * @param name the page's file name
   */
  public ReferencePage(String name) {
    this.file = root().resolve("docs").resolve("reference").resolve(name);
  }

  /** The project's folder, from whichever module the test runs in. */
  public static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs").resolve("reference"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not inside the project");
    }
    return folder;
  }

  /** Whether the tests are to write what is committed, instead of comparing with it. */
  static boolean isUpdated() {
    return Boolean.getBoolean(UPDATE);
  }

  /** The part as it is committed, without its markers. */
  public String part(String name) {
    var page = read();
    var begin = page.indexOf(begin(name));
    var end = page.indexOf(end(name));
    assertThat(begin).as("marker of " + name + " in " + file).isNotNegative();
    return page.substring(begin + begin(name).length(), end).strip();
  }

  /** Compares a part with what it should be, or writes it. */
  public void require(String name, String part) {
    if (isUpdated()) {
      write(name, part);
    }
    assertThat(part(name))
        .as("%s, part %s; docs/reference/update writes it", file.getFileName(), name)
        .isEqualTo(part.strip());
  }

  private void write(String name, String part) {
    var page = read();
    var changed =
        page.substring(0, page.indexOf(begin(name)) + begin(name).length())
            + "\n\n"
            + part.strip()
            + "\n\n"
            + page.substring(page.indexOf(end(name)));
    try {
      Files.writeString(file, changed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String begin(String name) {
    return "<!-- begin " + name + " -->";
  }

  private static String end(String name) {
    return "<!-- end " + name + " -->";
  }
}
