package io.firstserved.query.audit.seal;

import io.firstserved.seal.CampaignSalt;

/** The salts of the campaigns whose events are sealed. */
@FunctionalInterface
public interface Salts {

  /** What is known of a campaign's salt. */
  sealed interface Salt {
    /**
     * It is there.
     *
     * @param salt the salt
     */
    record Kept(CampaignSalt salt) implements Salt {}

    /** It was overwritten with zeros on purpose, so that nobody can open the commitments again. */
    record Destroyed() implements Salt {}

    /** Nothing of such a campaign was ever sealed. */
    record Unknown() implements Salt {}
  }

  /** A campaign's salt. */
  Salt of(String campaign);
}
