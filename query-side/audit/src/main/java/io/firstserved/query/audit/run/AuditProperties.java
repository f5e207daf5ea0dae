package io.firstserved.query.audit.run;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the audit.
 *
 * @param pageSize rows of the log read at once. Default 5,000: some 5 MB
 * @param topicBuffer events of a partition held until the others catch up. Default 2,000
 * @param topicTimeout longest wait for the brokers. Default 30 s, many times a leader's election
 * @param detailLimit violations kept in detail; all are counted. Default 1,000
 * @param candidateLimit differences of the read model remembered until lag is known. Default 10,000
 * @param queueLimit audits that may wait for their turn; one runs at a time on a node. Default 8
 * @param historyLimit largest history of answers. Default 1 GB, some 8 million answers
 * @param heartbeat how often a running audit shows its progress. Default 1 s
 * @param lostAfter after how much silence an audit whose node has stopped is ended; only silence
 *     while the database answers counts. Default 60 s
 * @param interval how long after one scheduled audit the next begins; zero for none. Default 1 h
 * @param commandUrl base URLs of the command side's nodes, to compare with the gate: the first that
 *     answers is asked; none to leave the gate out
 * @param gateTimeout longest wait for the gate's figures of a campaign. Default 3 s
 * @param gateTokenFile file with a bearer token of the role auditor, to ask the command side with;
 *     read again for each question. Null to sign one with the shared secret; with a key set there
 *     is none then, and audits are incomplete
 * @param signingKey base64 of the operator's Ed25519 private key, PKCS #8; null to have one drawn
 *     and kept with the audits
 */
@Validated
@ConfigurationProperties("first-served.audit")
public record AuditProperties(
    @DefaultValue("5000") @Min(1) @Max(100_000) int pageSize,
    @DefaultValue("2000") @Min(1) @Max(100_000) int topicBuffer,
    @DefaultValue("30s") @DurationMin(millis = 100) Duration topicTimeout,
    @DefaultValue("1000") @Min(1) @Max(10_000) int detailLimit,
    @DefaultValue("10000") @Min(1) @Max(1_000_000) int candidateLimit,
    @DefaultValue("8") @Min(1) @Max(1_000) int queueLimit,
    @DefaultValue("1GB") DataSize historyLimit,
    @DefaultValue("1s") @DurationMin(millis = 10) Duration heartbeat,
    @DefaultValue("60s") @DurationMin(seconds = 1) Duration lostAfter,
    @DefaultValue("1h") @DurationMin Duration interval,
    @DefaultValue List<String> commandUrl,
    @DefaultValue("3s") @DurationMin(millis = 100) Duration gateTimeout,
    @Nullable String gateTokenFile,
    @Nullable String signingKey) {

  /** Takes a blank file as not given. */
  public AuditProperties {
    gateTokenFile = gateTokenFile == null || gateTokenFile.isBlank() ? null : gateTokenFile;
  }

  @AssertTrue(message = "history-limit must be at least 1MB")
  boolean isHistoryLimitLargeEnough() {
    return historyLimit.compareTo(DataSize.ofMegabytes(1)) >= 0;
  }
}
