package io.firstserved.edge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the HTTP edge.
 *
 * @param maxBodySize largest request body under {@code /api}; 16 KiB is forty times the largest
 *     body the contract needs
 */
@ConfigurationProperties("first-served.edge")
public record EdgeProperties(@DefaultValue("16KB") DataSize maxBodySize) {

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException unless it is 1 byte to 1 MiB
   */
  public EdgeProperties {
    if (maxBodySize.toBytes() < 1 || maxBodySize.toBytes() > DataSize.ofMegabytes(1).toBytes()) {
      throw new IllegalArgumentException("first-served.edge.max-body-size must be 1B to 1MB");
    }
  }
}
