package io.firstserved.database.group;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDBC URL in the driver's form with several servers, {@code
 * jdbc:mysql://a:3306,b:3306,c/schema}.
 *
 * @param servers each as host and port, in the URL's order; no two are the same
 * @param rest what follows the servers: schema and options, with the slash before them, or empty
 */
record GroupUrl(List<String> servers, String rest) {

  /** As many as a group can have. */
  static final int MOST_SERVERS = 9;

  private static final String SCHEME = "jdbc:mysql://";
  private static final Pattern SHAPE = Pattern.compile("\\Q" + SCHEME + "\\E([^/?]*)(.*)");
  private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?");

  /** Without a user and his password, which the driver lets stand there, too. */
  private static final Pattern AUTHORITY = Pattern.compile("//(?:[^/?]*@)?([^/?@]+)");

  private static final int DEFAULT_PORT = 3306;

  /** Whether a URL names several servers in this form. */
  static boolean isGroup(String url) {
    var parts = SHAPE.matcher(url);
    return parts.matches() && parts.group(1).contains(",");
  }

  /**
   * Takes a URL apart.
   *
   * @throws IllegalArgumentException if it is not of this form, or names fewer than three servers,
   *     more than {@value #MOST_SERVERS}, or one twice. The message has no options of the URL:
   *     there may be a password among them
   */
  static GroupUrl parse(String url) {
    var parts = SHAPE.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a URL of MySQL: it begins with " + SCHEME);
    }
    var servers = servers(parts);
    if (servers.size() < 3 || servers.size() > MOST_SERVERS) {
      throw new IllegalArgumentException(
          "a group has 3 to " + MOST_SERVERS + " servers, the URL names " + servers);
    }
    if (new HashSet<>(servers).size() < servers.size()) {
      throw new IllegalArgumentException("the URL names a server twice: " + servers);
    }
    return new GroupUrl(servers, parts.group(2));
  }

  /** What to call a database by that is no group: its servers, as a URL of any form names them. */
  static String name(String url) {
    var authority = AUTHORITY.matcher(url);
    return authority.find() ? authority.group(1) : "the database";
  }

  private static List<String> servers(Matcher parts) {
    return Stream.of(parts.group(1).split(",", -1)).map(GroupUrl::withPort).toList();
  }

  private static String withPort(String server) {
    if (!SERVER.matcher(server).matches()) {
      throw new IllegalArgumentException("not a server, as host or host:port: \"" + server + "\"");
    }
    return server.contains(":") ? server : server + ":" + DEFAULT_PORT;
  }

  /** The URL of one of the servers, with this URL's schema and options. */
  String of(String server) {
    return SCHEME + server + rest;
  }
}
