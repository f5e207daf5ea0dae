package io.firstserved.query.operations;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the operations page.
 *
 * @param interval how often open pages get new figures. Default 1 s, the timeline's own step
 * @param subscriberLimit most pages open at once on a node; a further one is refused. Default 100,
 *     twice the 50 whose cost is measured (ADR 0080)
 * @param subscribersPerClient most of them of one client, by its token, the user its gateway names,
 *     or its address. Default 50: a browser needs one, an office behind one address one for each
 * @param heartbeat after how much silence a page is told that the server lives, and a page that has
 *     gone away is noticed. Default 5 s
 * @param history how far back the lag's chart goes. Default 15 min; 900 points at the default
 *     interval, some 30 KB per page once
 * @param campaignLimit most campaigns shown live, the latest first. Default 20, as many as have
 *     meters of their own
 * @param secondLimit most seconds of all these campaigns in one message. Default 200, ten for each
 * @param auditLimit most audits whose progress is shown. Default 5
 * @param laggingAfter from which age of the oldest waiting event the page says that something lags.
 *     Default 1 s, the warning threshold of the alerts
 * @param standingAfter after how long without progress, while events wait, the page says that a
 *     stage stands. Default 5 s, several looks of the lag watcher
 * @param recoveredFor for how long the page says that a trouble is over. Default 30 s, time to look
 * @param commandUrl base URLs of the command side's nodes: campaign commands are passed on to the
 *     first that can be reached, the meters of all tell refusals and latencies; empty to leave both
 *     out
 * @param meterInterval how often meters are read while a page is open. Default 2 s
 * @param commandTimeout longest wait for the command side to take a command. Default 10 s
 * @param meterTimeout longest wait for the command side's meters. Default 2 s
 * @param settingInterval how often the settings of the log's database are read while a page is
 *     open, to say whether it keeps what was answered 201. Default 5 s
 */
@Validated
@ConfigurationProperties("first-served.page")
record PageProperties(
    @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration interval,
    @DefaultValue("100") @Min(1) @Max(10_000) int subscriberLimit,
    @DefaultValue("50") @Min(1) @Max(10_000) int subscribersPerClient,
    @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration heartbeat,
    @DefaultValue("15m") @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration history,
    @DefaultValue("20") @Min(1) @Max(100) int campaignLimit,
    @DefaultValue("200") @Min(1) @Max(10_000) int secondLimit,
    @DefaultValue("5") @Min(1) @Max(50) int auditLimit,
    @DefaultValue("1s") @DurationMin(millis = 1) Duration laggingAfter,
    @DefaultValue("5s") @DurationMin(millis = 1) Duration standingAfter,
    @DefaultValue("30s") @DurationMin Duration recoveredFor,
    @DefaultValue List<String> commandUrl,
    @DefaultValue("2s") @DurationMin(millis = 10) Duration meterInterval,
    @DefaultValue("10s") @DurationMin(millis = 100) Duration commandTimeout,
    @DefaultValue("2s") @DurationMin(millis = 100) Duration meterTimeout,
    @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(seconds = 10)
        Duration settingInterval) {

  /** More points than this would make the first message of a page too large. */
  private static final int MAX_HISTORY_POINTS = 20_000;

  PageProperties {
    commandUrl = commandUrl.stream().filter(url -> !url.isBlank()).toList();
  }

  /** How many points the lag's history holds. */
  int historyPoints() {
    return Math.toIntExact(Math.max(1, history.dividedBy(interval)));
  }

  @AssertTrue(message = "history must not hold more than 20,000 intervals")
  boolean isHistoryBounded() {
    return history.dividedBy(interval) <= MAX_HISTORY_POINTS;
  }
}
