package io.firstserved.database.group;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one server says of the group it is in.
 *
 * @param serverId the server's own {@code server_uuid}
 * @param members as the server sees them; one that is in no group has at most itself
 */
record MemberView(String serverId, List<Member> members) {

  private static final String QUESTION =
      "SELECT @@global.server_uuid, member_id, member_state, member_role"
          + " FROM performance_schema.replication_group_members";

  /**
   * A member of the group.
   *
   * @param id its {@code server_uuid}
   * @param state such as ONLINE, RECOVERING, UNREACHABLE
   * @param role PRIMARY or SECONDARY, empty while it has none
   */
  record Member(String id, String state, String role) {
    boolean isOnline() {
      return state.equals("ONLINE");
    }

    boolean isPrimary() {
      return role.equals("PRIMARY");
    }
  }

  /**
   * Asks the server.
   *
   * @throws SQLException if it does not answer, or the user may not read {@code
   *     performance_schema.replication_group_members}
   */
  static MemberView ask(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(QUESTION)) {
      var id = "";
      var members = new ArrayList<Member>();
      while (rows.next()) {
        id = rows.getString(1);
        members.add(new Member(rows.getString(2), rows.getString(3), rows.getString(4)));
      }
      return new MemberView(id, List.copyOf(members));
    }
  }

  /**
   * Whom this server votes for: the primary that it sees online, if it is online itself and sees a
   * majority online. One that is cut off, or was asleep and does not know yet, has no vote.
   */
  Optional<String> vote() {
    boolean majority =
        2 * members.stream().filter(Member::isOnline).count() > members.size()
            && members.stream()
                .anyMatch(member -> member.id().equals(serverId) && member.isOnline());
    return members.stream()
        .filter(member -> majority && member.isOnline() && member.isPrimary())
        .map(Member::id)
        .findFirst();
  }
}
