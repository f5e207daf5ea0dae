package io.firstserved.standalone.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What runs where, for the commands that come after {@code up}.
 *
 * @param parts every part, in the order they are shown
 * @param logUrl JDBC URL of the log's database
 */
public record Description(List<Part> parts, String logUrl) {

  /**
   * A part of the system.
   *
   * @param kind which program
   * @param name of its files; empty for a server that is not ours
   * @param address where it answers
   */
  public record Part(Kind kind, String name, String address) {}

  /** The programs of the system. */
  public enum Kind {
    MYSQL("MySQL"),
    REDIS("Redis"),
    SENTINEL("Redis Sentinel"),
    KAFKA("Kafka"),
    COMMAND("command side"),
    QUERY("query side");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** How the terminal calls it. */
    public String title() {
      return title;
    }
  }

  /** Copies the parts. */
  public Description {
    parts = List.copyOf(parts);
  }

  /** Base URLs of the command side's nodes. */
  public List<String> commandUrls() {
    return addresses(Kind.COMMAND);
  }

  /** Base URLs of the query side's nodes. */
  public List<String> queryUrls() {
    return addresses(Kind.QUERY);
  }

  private List<String> addresses(Kind kind) {
    return parts.stream().filter(part -> part.kind() == kind).map(Part::address).toList();
  }

  /** What the folder's last {@code up} wrote down, if there was one. */
  public static Optional<Description> read(DataFolder folder) {
    var values = new Properties();
    try (var reader = Files.newBufferedReader(folder.descriptionFile())) {
      values.load(reader);
    } catch (IOException e) {
      return Optional.empty();
    }
    var parts = new ArrayList<Part>();
    for (int i = 0; values.containsKey("part." + i); i++) {
      var fields = values.getProperty("part." + i).split(" ", 3);
      parts.add(new Part(Kind.valueOf(fields[0]), fields[1].replace("-none-", ""), fields[2]));
    }
    return Optional.of(new Description(parts, values.getProperty("log.url", "")));
  }

  void write(DataFolder folder) {
    var values = new Properties();
    values.setProperty("log.url", logUrl);
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var name = part.name().isEmpty() ? "-none-" : part.name();
      values.setProperty("part." + i, part.kind() + " " + name + " " + part.address());
    }
    try (var writer = Files.newBufferedWriter(folder.descriptionFile())) {
      values.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
