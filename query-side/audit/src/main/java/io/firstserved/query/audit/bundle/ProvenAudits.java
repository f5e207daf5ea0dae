package io.firstserved.query.audit.bundle;

import io.firstserved.query.audit.seal.SealedHead;

/** The audits a bundle may be exported for. */
public interface ProvenAudits {

  /** What an audit's identity looks like, for validation at the edge. */
  String ID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /**
   * A campaign that was proven.
   *
   * @param campaign which campaign
   * @param head where the seals ended that the audit checked
   */
  record Proven(String campaign, SealedHead head) {}

  /**
   * The campaign of an audit.
   *
   * @throws io.firstserved.api.RefusedException if there is no such audit, if it was not of one
   *     campaign or did not find it proven, or if the log is not sealed up to its end yet
   */
  Proven find(String auditId);
}
