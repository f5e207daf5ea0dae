package io.firstserved.command.warmup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a node rehearses before it is ready.
 *
 * @param duration how long, 0 for not at all, a minute at most; with less than a few seconds the
 *     first buyers wait for the compiler, and a node has 15 s from start to ready
 * @param concurrency how many rehearse at once, 1 to 64; with 32 a node rehearses twice as often as
 *     with 8, and in batches, so that the nodes that are issuing meanwhile wait no more often
 */
@ConfigurationProperties("first-served.warm-up")
record WarmUpProperties(
    @DefaultValue("6s") Duration duration, @DefaultValue("32") int concurrency) {

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int MOST = 64;

  WarmUpProperties {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "first-served.warm-up.duration must be 0 to " + LONGEST + ", not " + duration);
    }
    if (concurrency < 1 || concurrency > MOST) {
      throw new IllegalArgumentException(
          "first-served.warm-up.concurrency must be 1 to " + MOST + ", not " + concurrency);
    }
  }
}
