package io.firstserved.command.issuance;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of issuing.
 *
 * @param maxReservations how often one request may ask the gate again after the log contradicted a
 *     reservation, 1 to 100; a gate that lost k serials costs a request at most a few of them
 *     before its rebuild is done
 * @param maxDecisions how often one reservation may be decided again because the campaign moved
 *     meanwhile, 1 to 100; a campaign is administered by hand, seconds apart
 * @param fastPath whether plain issue commands behind a trusted gateway pass by the framework (ADR
 *     0072); off for comparison
 */
@ConfigurationProperties("first-served.issuance")
record IssuanceProperties(
    @DefaultValue("8") int maxReservations,
    @DefaultValue("5") int maxDecisions,
    @DefaultValue("true") boolean fastPath) {

  private static final int MOST = 100;

  IssuanceProperties {
    requireWithin("max-reservations", maxReservations);
    requireWithin("max-decisions", maxDecisions);
  }

  private static void requireWithin(String name, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          "first-served.issuance." + name + " must be 1 to " + MOST + ", not " + value);
    }
  }
}
