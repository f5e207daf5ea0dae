package io.firstserved.query.audit.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.query.audit.seal.Salts;
import io.firstserved.query.audit.seal.SealStore;
import io.firstserved.query.audit.source.StoreSource;
import io.firstserved.serialization.EventSerializer;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets a user recognize the own coupon in a bundle, and nobody else's. */
@Component
class Receipts {

  private final DataSource log;
  private final ObjectReader issues;

  Receipts(@Qualifier(StoreSource.DATABASE) DataSource log) {
    this.log = log;
    ObjectMapper mapper = EventSerializer.objectMapper();
    this.issues = mapper.readerFor(CouponIssued.class);
  }

  /**
   * A receipt.
   *
   * @param couponId which coupon
   * @param campaignId of which campaign
   * @param userId who holds it
   * @param serial its number
   * @param userKey what opens the commitment; for the user alone
   * @param commitment what stands for the user in the bundle
   */
  record Receipt(
      String couponId,
      String campaignId,
      String userId,
      long serial,
      String userKey,
      String commitment) {}

  /** The receipt of a coupon; empty if the log has no such coupon, or it is not sealed yet. */
  Optional<Receipt> find(String couponId) {
    return JdbcClient.create(log)
        .sql(
            "SELECT payload FROM domain_event_entry"
                + " WHERE aggregate_identifier = ? AND sequence_number = 0")
        .param(couponId)
        .query(byte[].class)
        .optional()
        .flatMap(this::receipt);
  }

  private Optional<Receipt> receipt(byte[] payload) {
    CouponIssued issue = read(payload);
    var campaign = issue.campaignId().value();
    if (!(new SealStore(log).of(campaign) instanceof Salts.Salt.Kept(var salt))) {
      return Optional.empty();
    }
    var user = issue.userId().value();
    return Optional.of(
        new Receipt(
            issue.couponId().value(),
            campaign,
            user,
            issue.serial(),
            HexFormat.of().formatHex(salt.userKey(user)),
            HexFormat.of().formatHex(salt.userCommitment(user))));
  }

  private CouponIssued read(byte[] payload) {
    try {
      return issues.readValue(payload);
    } catch (IOException unreadable) {
      throw new IllegalStateException("the log has a coupon that cannot be read", unreadable);
    }
  }
}
