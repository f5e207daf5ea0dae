package io.firstserved.edge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The HTTP edge.
 *
 * @param maxBodySize largest request body under {@code /api}; 16 KiB is forty times the largest
 *     body the contract needs
 * @param retryAfterSpread over how long those who are sent away at the same time are spread by
 *     {@code Retry-After}, in whole seconds; 0 for not at all
 * @param cors which sites' scripts may call from a browser
 */
@Validated
@ConfigurationProperties("first-served.edge")
public record EdgeProperties(
    @DefaultValue("16KB") DataSize maxBodySize,
    @DefaultValue("4s") @DurationMin @DurationMax(minutes = 5) Duration retryAfterSpread,
    @DefaultValue @Valid Cors cors) {

  @AssertTrue(message = "max-body-size must be 1B to 1MB")
  boolean isMaxBodySizeWithinLimits() {
    return maxBodySize.toBytes() >= 1 && maxBodySize.compareTo(DataSize.ofMegabytes(1)) <= 0;
  }

  /**
   * Cross-origin resource sharing.
   *
   * @param allowedOrigins the origins, each {@code scheme://host[:port]}, or {@code *} for all;
   *     none by default
   * @param maxAge how long a browser may keep the answer to its preflight
   */
  public record Cors(
      @DefaultValue List<String> allowedOrigins,
      @DefaultValue("30m") @DurationMin @DurationMax(hours = 24) Duration maxAge) {

    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/\\s]+");

    @AssertTrue(message = "allowed-origins must be scheme://host or scheme://host:port each, or *")
    boolean isAllowedOriginsWellFormed() {
      return allowedOrigins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches());
    }
  }
}
