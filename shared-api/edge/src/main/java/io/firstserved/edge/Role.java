package io.firstserved.edge;

/** What a token's {@code roles} claim can allow. */
public enum Role {
  /** Creates and steers campaigns, revokes coupons. */
  CAMPAIGN_ADMIN("campaign-admin"),
  /** Runs audits and reads their findings. */
  AUDITOR("auditor"),
  /** Runs the system: replays, dead letters, flow control. */
  OPERATOR("operator");

  private final String claim;

  Role(String claim) {
    this.claim = claim;
  }

  /** How the claim spells it. */
  public String claim() {
    return claim;
  }

  String authority() {
    return Callers.ROLE_PREFIX + claim;
  }
}
