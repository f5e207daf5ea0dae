package io.firstserved.standalone.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Processes of a system whose data folder was deleted, and its records with it. They are known by
 * what the kernel still tells: the supervisor holds the folder's lock file open, a server or node
 * has its working directory below the folder's data, and each runs a program of ours. Linux only;
 * elsewhere, and of other users, none is found.
 */
final class Strays {

  /** File names of the programs that a system runs; Redis carries its version. */
  private static final Set<String> PROGRAMS = Set.of("java", "mariadbd", "redis-server");

  private static final Path PROC = Path.of("/proc");
  private static final String DELETED = " (deleted)";

  private final Path root;

  /** Of a system on this folder. */
  Strays(DataFolder folder) {
    this.root = real(folder.root());
  }

  /** Names in links of the kernel are free of symbolic links. */
  private static Path real(Path root) {
    var parent = root.getParent();
    try {
      return parent == null || Files.exists(root)
          ? root.toRealPath()
          : parent.toRealPath().resolve(root.getFileName());
    } catch (IOException gone) {
      return root;
    }
  }

  /** The process that holds the lock of the folder. */
  Optional<ProcessHandle> supervisor() {
    var lock = root.resolve("run").resolve("lock");
    return processes().filter(process -> holds(process, lock)).findAny();
  }

  /** Servers and nodes, by name. */
  List<Stray> children() {
    var data = root.resolve("data");
    var found = new ArrayList<Stray>();
    processes()
        .forEach(
            process -> {
              var directory = link(of(process).resolve("cwd"));
              if (directory.filter(cwd -> isBelow(cwd, data)).isPresent()) {
                found.add(
                    new Stray(data.relativize(directory.get()).getName(0).toString(), process));
              }
            });
    return found;
  }

  /**
   * A server or node.
   *
   * @param name of its files
   * @param process it
   */
  record Stray(String name, ProcessHandle process) {}

  private static boolean isBelow(Path directory, Path data) {
    return directory.startsWith(data) && !directory.equals(data);
  }

  private static Stream<ProcessHandle> processes() {
    long self = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != self)
        .filter(process -> link(of(process).resolve("exe")).filter(Strays::isOurs).isPresent());
  }

  private static boolean isOurs(Path program) {
    var name = program.getFileName().toString();
    return PROGRAMS.stream().anyMatch(name::startsWith);
  }

  private static boolean holds(ProcessHandle process, Path file) {
    try (var open = Files.list(of(process).resolve("fd"))) {
      return open.anyMatch(descriptor -> link(descriptor).filter(file::equals).isPresent());
    } catch (IOException notOurs) {
      return false;
    }
  }

  private static Path of(ProcessHandle process) {
    return PROC.resolve(Long.toString(process.pid()));
  }

  private static Optional<Path> link(Path link) {
    try {
      var target = Files.readSymbolicLink(link).toString();
      return Optional.of(
          Path.of(
              target.endsWith(DELETED)
                  ? target.substring(0, target.length() - DELETED.length())
                  : target));
    } catch (IOException notOursOrGone) {
      return Optional.empty();
    }
  }
}
