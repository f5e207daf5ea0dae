package io.firstserved.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Three servers of the MySQL that is installed on this host, as a group with a single primary (ADR
 * 0093, 0094). A commit that was acknowledged is on the disks of two.
 */
public final class MySqlGroup implements AutoCloseable {

  /** How many servers a group has. */
  public static final int SERVERS = 3;

  /** From a server's port for clients to its port for the group, as in docker/mysql/member. */
  public static final int GROUP_PORT_OFFSET = 10;

  private final Settings settings;
  private final List<MySqlMember> members = new ArrayList<>();

  /**
   * What can be chosen.
   *
   * @param scripts the folder {@code docker/mysql}
   * @param ports of the three servers, for clients; each has another, {@link #GROUP_PORT_OFFSET}
   *     above, for the group
   * @param rootPassword of {@code root@127.0.0.1}
   * @param replicationPassword by which the servers ask and copy each other
   */
  public record Settings(
      Path scripts, List<Integer> ports, String rootPassword, String replicationPassword) {

    String addresses() {
      return addresses(ports);
    }

    String url(List<Integer> ports) {
      return "jdbc:mysql://" + addresses(ports) + "/";
    }

    private static String addresses(List<Integer> ports) {
      return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }
  }

  private MySqlGroup(Settings settings) {
    this.settings = settings;
  }

  /**
   * Starts the servers, on new data or on those of an earlier group, and waits until all three are
   * members.
   *
   * @param root holds the folders {@code data}, {@code logs} and {@code run}
   * @throws ServerStartException if one does not become a member
   */
  public static MySqlGroup start(Path root, Settings settings) {
    var group = new MySqlGroup(settings);
    try {
      for (var port : settings.ports()) {
        var folder = ServerFolder.named("mysql-" + port, root);
        group.members.add(MySqlMember.launch(folder, settings, port));
      }
      group.members.forEach(MySqlMember::awaitOnline);
      return group;
    } catch (RuntimeException e) {
      group.close();
      throw e;
    }
  }

  /** The JDBC URL that names all servers, ending in a slash. */
  public String url() {
    return settings.url(settings.ports());
  }

  /** The servers, in the order of their ports. */
  public List<EmbeddedServer> members() {
    return List.copyOf(members);
  }

  @Override
  public void close() {
    members.forEach(EmbeddedServer::close);
  }
}
