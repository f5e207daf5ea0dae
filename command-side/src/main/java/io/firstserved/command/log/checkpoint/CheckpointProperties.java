package io.firstserved.command.log.checkpoint;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How checkpoints of the log are signed.
 *
 * @param folder where the signer remembers what it signed last: on no disk of the log's database,
 *     and the same folder for all nodes that sign. Without it this node signs nothing
 * @param name whose log it is, as strangers are told: a name that nobody else uses, such as that of
 *     the site, without a scheme. The log's origin is {@code NAME/logs/0}. Another name is another
 *     log to everybody
 * @param signingKey base64 of the 32-byte seed of an Ed25519 key, or of its PKCS #8 form; not the
 *     one that signs bundles. Without it one is drawn once and kept in the folder
 * @param interval how often it looks whether the tree has grown. Default 500 ms: with the sealer's
 *     interval that is one checkpoint in a second or two
 * @param recheck how often it verifies a log that stands still, memory and what is published
 *     included. Default 10 s
 * @param folderWait how long the call that accepts a shorter log waits while other nodes keep the
 *     folder. Default 2 s; after it the signer refuses that log until the folder is told
 * @param retryDelay pause after a turn that failed or was refused. Default 1 s
 */
@Validated
@ConfigurationProperties("first-served.log.checkpoint")
record CheckpointProperties(
    @Nullable @Pattern(regexp = ".*\\S.*", message = "must name a folder") String folder,
    @DefaultValue("first-served.local") @NotBlank @Pattern(regexp = "[^\\s+]{1,200}") String name,
    @Nullable String signingKey,
    @DefaultValue("500ms") @DurationMin(millis = 10) Duration interval,
    @DefaultValue("10s") @DurationMin(millis = 10) Duration recheck,
    @DefaultValue("2s") @DurationMin(millis = 10) Duration folderWait,
    @DefaultValue("1s") @DurationMin(millis = 10) Duration retryDelay) {

  /** Under which name a life of the log is known to strangers: one name never has two histories. */
  String origin(int log, long incarnation) {
    var first = name + "/logs/" + log;
    return incarnation == 0 ? first : first + "/" + incarnation;
  }
}
