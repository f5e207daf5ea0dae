package io.firstserved.database.group;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a majority says of a server of a group. */
public enum MemberState {
  /** Takes part. */
  ONLINE,
  /** Is catching up with the others after it has joined. */
  RECOVERING,
  /** Is silent, and not put out of the group yet. */
  UNREACHABLE,
  /** Is not in the group: it left, was put out or never joined. */
  MISSING;

  /** As the label of a meter. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * How many of a group's servers are in each state.
   *
   * @param members as a server sees them that is in the majority
   * @param servers how many there are
   */
  static Map<MemberState, Integer> count(Collection<MemberView.Member> members, int servers) {
    var counts = new EnumMap<MemberState, Integer>(MemberState.class);
    for (var state : values()) {
      counts.put(
          state,
          (int) members.stream().filter(member -> member.state().equals(state.name())).count());
    }
    int present = counts.values().stream().mapToInt(Integer::intValue).sum();
    counts.put(MISSING, Math.max(0, servers - present));
    return Map.copyOf(counts);
  }
}
