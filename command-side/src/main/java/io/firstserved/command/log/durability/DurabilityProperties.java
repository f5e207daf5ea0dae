package io.firstserved.command.log.durability;

import io.firstserved.database.durability.DurableSetting;
import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How it is looked whether the log's database keeps an acknowledged commit.
 *
 * @param interval time between two looks: how long a node goes on after a setting was changed under
 *     it at most. Default 10 s
 * @param accepted settings of the database that may be otherwise, by their names there, such as
 *     {@code sync_binlog}: whoever sets this has decided that a crash of the server may lose
 *     coupons that were answered 201. Default none
 */
@Validated
@ConfigurationProperties("first-served.log.durability")
record DurabilityProperties(
    @DefaultValue("10s") @DurationMin(millis = 50) @DurationMax(minutes = 10) Duration interval,
    @DefaultValue List<String> accepted) {

  @AssertTrue(
      message =
          "accepted must be names among innodb_flush_log_at_trx_commit, sync_binlog,"
              + " sync_relay_log, group_replication_consistency")
  boolean isOfKnownSettings() {
    return Stream.of(DurableSetting.values())
        .map(DurableSetting::variable)
        .toList()
        .containsAll(accepted);
  }
}
