package io.firstserved.serialization;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.UserId;
import java.time.Instant;
import java.util.List;

/**
 * What Jackson must know of the messages, which know nothing of Jackson: an id is its text, and
 * what an event derives from its own properties is not written.
 */
public final class MessageModule extends SimpleModule {

  private static final long serialVersionUID = 1;

  /** The ids of the messages, each a record with one text. */
  public static final List<Class<?>> IDS =
      List.of(CampaignId.class, CouponId.class, UserId.class, OrderId.class);

  /** The module of Jackson 2. */
  public MessageModule() {
    super("first-served-messages");
    IDS.forEach(id -> setMixInAnnotation(id, TextId.class));
    setMixInAnnotation(CouponIssued.class, DerivedInstant.class);
  }

  /** An id as its text, in both directions. Laid over the ids, by whatever version of Jackson. */
  public abstract static class TextId {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    TextId(String value) {}

    @JsonValue
    abstract String value();
  }

  /** The instant of an event that is one of its own properties under another name. */
  abstract static class DerivedInstant {
    @JsonIgnore
    abstract Instant at();
  }
}
