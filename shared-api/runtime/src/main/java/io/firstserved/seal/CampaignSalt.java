package io.firstserved.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The secret of one campaign, from which everything is derived that hides a person or a row in its
 * seal. Never leaves the log's database; whoever has it can recognize users in a bundle.
 *
 * <p>Destroying it makes every commitment of the campaign unrecognizable for ever, and leaves every
 * bundle as verifiable as before.
 */
public final class CampaignSalt {

  /** Length of a salt, in bytes. */
  public static final int LENGTH = Sha256.LENGTH;

  private static final int USER_TAG = 0x10;
  private static final int ROW_TAG = 0x11;
  private static final int SCOPE_TAG = 0x12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String campaign;
  private final byte[] salt;
  private final byte[] scope;

  /**
   * The salt of a campaign.
   *
   * @param campaign its identity; empty for events of no campaign
   * @param salt {@value #LENGTH} bytes
   */
  public CampaignSalt(String campaign, byte[] salt) {
    this.campaign = campaign;
    this.salt = salt.clone();
    this.scope = Sha256.tagged(SCOPE_TAG).raw(scopeKey()).text(campaign).hash();
  }

  /** A new salt's bytes. */
  public static byte[] draw() {
    var salt = new byte[LENGTH];
    RANDOM.nextBytes(salt);
    return salt;
  }

  /** What opens {@link #scope}: published in the campaign's own bundle, and in no other. */
  public byte[] scopeKey() {
    return Sha256.hmac(salt, "scope", new byte[0]);
  }

  /** The name under which the seals list the campaign. */
  public byte[] scope() {
    return scope.clone();
  }

  /** What opens a user's commitment: for the user alone. */
  public byte[] userKey(String userId) {
    return Sha256.hmac(salt, "user", userId.getBytes(StandardCharsets.UTF_8));
  }

  /** The commitment to a user: the same for all of the user's coupons in this campaign. */
  public byte[] userCommitment(String userId) {
    return commitment(campaign, userId, userKey(userId));
  }

  /** The commitment that a key opens, as the user computes it. */
  public static byte[] commitment(String campaign, String userId, byte[] userKey) {
    return Sha256.tagged(USER_TAG).raw(userKey).text(campaign).text(userId).hash();
  }

  /** The beginning of a row's salted digest. */
  Sha256 row(long index) {
    var key = Sha256.hmac(salt, "row", ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    return Sha256.tagged(ROW_TAG).raw(key);
  }
}
