package io.firstserved.query.audit.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.firstserved.query.audit.check.GateCheck.GateFigures;
import java.util.Optional;

/** Asks the command side what its gate believes. */
public interface GateClient {

  /** The figures as the command side spells them. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Body(
      String campaignId,
      long counter,
      long used,
      long pending,
      long free,
      long users,
      boolean sameRun) {
    GateFigures figures() {
      return new GateFigures(campaignId, counter, used, pending, free, users);
    }
  }

  /** Whether there is a gate to ask. */
  boolean isConfigured();

  /**
   * A campaign's figures; empty if the gate has none at present, because the campaign is over, or
   * none that it would use before building them anew from the log.
   *
   * @throws io.firstserved.query.audit.source.SourceUnavailableException if it does not answer
   */
  Optional<GateFigures> figures(String campaign);
}
