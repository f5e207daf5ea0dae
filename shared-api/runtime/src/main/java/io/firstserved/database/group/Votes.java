package io.firstserved.database.group;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts who is the primary. A server that wakes after the others have replaced it believes for
 * some seconds that it still is one; so its own word does not count for more than another's.
 */
final class Votes {

  private Votes() {}

  /**
   * The server that more than half of all servers vote for.
   *
   * @param views by address, of the servers that answered
   * @param servers how many there are, answering or not
   * @return empty if none has the majority, or the one that has it did not answer itself
   */
  static Optional<MySqlGroup.Primary> primary(Map<String, MemberView> views, int servers) {
    var votes = new HashMap<String, Integer>();
    views.values().forEach(view -> view.vote().ifPresent(id -> votes.merge(id, 1, Integer::sum)));
    return views.entrySet().stream()
        .filter(server -> 2 * votes.getOrDefault(server.getValue().serverId(), 0) > servers)
        .map(server -> new MySqlGroup.Primary(server.getKey(), server.getValue().serverId()))
        .findFirst();
  }
}
