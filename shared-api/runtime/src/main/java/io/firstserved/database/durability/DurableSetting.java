package io.firstserved.database.durability;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A setting of the database without which an acknowledged commit can be lost. */
public enum DurableSetting {
  /** The redo log reaches the disk before a commit is answered. */
  REDO_LOG("innodb_flush_log_at_trx_commit", server -> true, "1"),

  /** So does the binary log, which decides after a crash what is committed. */
  BINARY_LOG("sync_binlog", server -> isOn(server.getOrDefault("log_bin", "OFF")), "1"),

  /** What a majority of a group has received is on its disks, not in its memory. */
  RELAY_LOG("sync_relay_log", DurableSetting::isOfGroup, "1"),

  /** A new primary answers only when it has applied what the old one had acknowledged. */
  CONSISTENCY(
      "group_replication_consistency",
      DurableSetting::isOfGroup,
      "BEFORE_ON_PRIMARY_FAILOVER",
      "BEFORE",
      "AFTER",
      "BEFORE_AND_AFTER");

  private final String variable;
  private final Predicate<Map<String, String>> applies;
  private final List<String> kept;

  DurableSetting(String variable, Predicate<Map<String, String>> applies, String... kept) {
    this.variable = variable;
    this.applies = applies;
    this.kept = List.of(kept);
  }

  /** Names of all variables that have to be read. */
  static List<String> variables() {
    return Stream.concat(
            Stream.of("log_bin", "group_replication_group_name"),
            Stream.of(values()).map(DurableSetting::variable))
        .toList();
  }

  private static boolean isOn(String value) {
    return "ON".equalsIgnoreCase(value) || "1".equals(value);
  }

  private static boolean isOfGroup(Map<String, String> server) {
    return !server.getOrDefault("group_replication_group_name", "").isEmpty();
  }

  /** The variable's name, in lower case. */
  public String variable() {
    return variable;
  }

  /**
   * What is wrong and what to set; empty if nothing is.
   *
   * @param server host and port
   * @param variables the server's, by their names in lower case
   */
  Optional<DurabilityFault> fault(String server, Map<String, String> variables) {
    var value = variables.getOrDefault(variable, "not known");
    return !applies.test(variables) || kept.contains(value)
        ? Optional.empty()
        : Optional.of(new DurabilityFault(server, variable, sentence(server, value)));
  }

  private String sentence(String server, String value) {
    return "%s is %s at %s: a crash of the server can lose coupons that were answered 201; set it to %s,"
            .formatted(variable, value, server, kept.getFirst())
        + " in the server's file and with SET GLOBAL";
  }
}
