package io.firstserved.database.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DurableSettingTest {

  private static List<String> faults(Map<String, String> changed) {
    var server = new HashMap<>(Map.of("innodb_flush_log_at_trx_commit", "1", "log_bin", "OFF"));
    server.putAll(changed);
    return Stream.of(DurableSetting.values())
        .flatMap(setting -> setting.fault("one:3306", server).stream())
        .map(DurabilityFault::sentence)
        .toList();
  }

  private static Map<String, String> group(String relayLog, String consistency) {
    return Map.of(
        "log_bin", "ON",
        "sync_binlog", "1",
        "group_replication_group_name", "5b1d3c52-9d2e-4c7a-8f4e-000000000001",
        "sync_relay_log", relayLog,
        "group_replication_consistency", consistency);
  }

  @Test
  void ofOneServerWithoutABinaryLogIsTheRedoLogAlone() {
    assertThat(faults(Map.of("sync_binlog", "0", "sync_relay_log", "10000"))).isEmpty();
    assertThat(faults(Map.of("innodb_flush_log_at_trx_commit", "2")))
        .containsExactly(
            "innodb_flush_log_at_trx_commit is 2 at one:3306: a crash of the server can lose coupons"
                + " that were answered 201; set it to 1, in the server's file and with SET GLOBAL");
  }

  @Test
  void isTheBinaryLogWhereThereIsOne() {
    assertThat(faults(Map.of("log_bin", "ON", "sync_binlog", "1"))).isEmpty();
    assertThat(faults(Map.of("log_bin", "ON", "sync_binlog", "1000")))
        .singleElement()
        .asString()
        .startsWith("sync_binlog is 1000 at one:3306:");
  }

  @Test
  void ofAGroupIsTheRelayLogAndTheConsistencyToo() {
    assertThat(faults(group("1", "BEFORE_ON_PRIMARY_FAILOVER"))).isEmpty();
    assertThat(faults(group("10000", "EVENTUAL")))
        .extracting(fault -> fault.substring(0, fault.indexOf(" at ")))
        .containsExactly("sync_relay_log is 10000", "group_replication_consistency is EVENTUAL");
  }

  @Test
  void thatCannotBeReadIsNotTakenForRight() {
    assertThat(faults(Map.of("log_bin", "ON")))
        .singleElement()
        .asString()
        .startsWith("sync_binlog is not known");
  }
}
