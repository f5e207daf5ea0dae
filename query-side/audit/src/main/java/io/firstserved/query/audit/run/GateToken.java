package io.firstserved.query.audit.run;

import io.firstserved.edge.SecurityProperties;
import io.firstserved.query.audit.source.SourceUnavailableException;
import java.nio.file.Path;
import java.time.Clock;

/** The bearer token, of the auditor's role, by which the command side's gate is asked. */
interface GateToken {

  /**
   * A token that is good now.
   *
   * @throws SourceUnavailableException if there is none, with the reason
   */
  String current();

  /**
   * From the file that is named, or else signed here by the shared secret. A node that has only
   * public keys and no file has none.
   */
  static GateToken of(AuditProperties limits, SecurityProperties.Jwt jwt, Clock clock) {
    var file = limits.gateTokenFile();
    if (file != null) {
      return new GateTokenFile(Path.of(file));
    }
    if (jwt.secret() != null) {
      return new OwnGateToken(jwt, clock);
    }
    return () -> {
      throw new SourceUnavailableException(
          "no token to ask it with, see " + GateTokenFile.KEY, null);
    };
  }
}
