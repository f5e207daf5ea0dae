package io.firstserved.database.group;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a group of database servers is doing, as it was seen last.
 *
 * @param group the first server that its URL names, as host and port
 * @param primary the server that a majority calls the primary; null if none does
 * @param withoutPrimary for how long none has been found; zero while there is one
 * @param members how many of the servers that the URL names are in each state, by the majority's
 *     word; empty without one
 */
public record GroupState(
    String group,
    @Nullable String primary,
    Duration withoutPrimary,
    Map<MemberState, Integer> members) {

  /** How many servers the group has; zero while nobody can tell. */
  public int servers() {
    return members.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many of them take part; zero while nobody can tell. */
  public int online() {
    return members.getOrDefault(MemberState.ONLINE, 0);
  }
}
