package io.firstserved.database.group;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What waits at a member of a group, by its own word.
 *
 * @param certifier transactions of the group that it has not certified yet
 * @param applier transactions of others that are certified and not applied yet; a new primary
 *     answers only when it has applied them
 * @param throttles whether the member's queues make the group throttle its writer
 */
record MemberQueues(long certifier, long applier, boolean throttles) {

  private static final String QUESTION =
      "SELECT count_transactions_in_queue, count_transactions_remote_in_applier_queue,"
          + " @@global.group_replication_flow_control_mode,"
          + " @@global.group_replication_flow_control_certifier_threshold,"
          + " @@global.group_replication_flow_control_applier_threshold"
          + " FROM performance_schema.replication_group_member_stats"
          + " WHERE member_id = @@global.server_uuid";

  /**
   * By the server's own rule ({@code Pipeline_member_stats::is_flow_control_needed}): each second
   * the writer's quota shrinks while a queue of any member is longer than its threshold. What the
   * server counts of it itself needs a component that is not installed by default.
   *
   * @param mode {@code group_replication_flow_control_mode}
   */
  static MemberQueues of(
      long certifier, long applier, String mode, long certifierThreshold, long applierThreshold) {
    return new MemberQueues(
        certifier,
        applier,
        mode.equals("QUOTA") && (certifier > certifierThreshold || applier > applierThreshold));
  }

  /**
   * Asks a server; one that is in no group has nothing to say.
   *
   * @throws SQLException if it does not answer, or the user may not read {@code
   *     performance_schema.replication_group_member_stats}
   */
  static Optional<MemberQueues> ask(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(QUESTION)) {
      return row.next()
          ? Optional.of(
              of(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), row.getLong(5)))
          : Optional.empty();
    }
  }
}
