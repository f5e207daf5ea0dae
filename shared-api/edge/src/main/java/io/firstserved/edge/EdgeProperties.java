package io.firstserved.edge;

import jakarta.validation.constraints.AssertTrue;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the HTTP edge.
 *
 * @param maxBodySize largest request body under {@code /api}; 16 KiB is forty times the largest
 *     body the contract needs
 */
@Validated
@ConfigurationProperties("first-served.edge")
public record EdgeProperties(@DefaultValue("16KB") DataSize maxBodySize) {

  @AssertTrue(message = "max-body-size must be 1B to 1MB")
  boolean isMaxBodySizeWithinLimits() {
    return maxBodySize.toBytes() >= 1 && maxBodySize.compareTo(DataSize.ofMegabytes(1)) <= 0;
  }
}
