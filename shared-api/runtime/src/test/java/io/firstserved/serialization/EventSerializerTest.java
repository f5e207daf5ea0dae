package io.firstserved.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.StoredEventType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSerializerTest {

  private static final String ISSUED =
      "{\"couponId\":\"00000000000000000000000000\",\"campaignId\":\"c\",\"userId\":\"u\","
          + "\"serial\":1,\"ordinal\":1,\"reservedAt\":\"2026-03-01T09:00:00Z\"}";

  private final EventSerializer serializer = EventSerializer.create();

  @ParameterizedTest
  @CsvSource({
    "coupon-issued, 2",
    "coupon-issued,",
    "coupon-invented, 1",
    "io.firstserved.api.coupon.CouponIssued, 1",
    "java.lang.String,",
    "java.util.HashMap,",
    "javax.naming.InitialContext,"
  })
  void aTypeOutsideTheAllowListIsNeverLoaded(String name, String revision) {
    Object read = read(name, revision, ISSUED);

    assertThat(read).isInstanceOf(UnknownSerializedType.class);
  }

  @Test
  void aTypeOfTheAllowListIsRead() {
    assertThat(read("coupon-issued", "1", ISSUED)).isInstanceOf(CouponIssued.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"couponId", "campaignId", "userId", "serial", "ordinal", "reservedAt"})
  void aMissingFieldIsAFault(String field) {
    var without = ISSUED.replaceFirst("\"" + field + "\":(\"[^\"]*\"|\\d+),?", "");

    assertThatThrownBy(() -> read("coupon-issued", "1", without.replace(",}", "}")))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void aMissingQuotaIsAFaultAndNotAnUnlimitedCampaign() {
    assertThatThrownBy(
            () ->
                read(
                    "campaign-created",
                    "1",
                    "{\"campaignId\":\"c\",\"name\":\"n\",\"perUserLimit\":1,\"opensAt\":null,"
                        + "\"closesAt\":null,\"couponValidity\":null,"
                        + "\"at\":\"2026-03-01T09:00:00Z\"}"))
        .isInstanceOf(SerializationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"extra\":1,",
        "{\"serial\":null,",
      })
  void anUnknownOrEmptyFieldIsAFault(String beginning) {
    assertThatThrownBy(() -> read("coupon-issued", "1", ISSUED.replaceFirst("\\{", beginning)))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void whatFollowsAPayloadIsAFault() {
    assertThatThrownBy(() -> read("coupon-issued", "1", ISSUED + " {}"))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void aPayloadOutsideTheAllowListIsNotWritten() {
    assertThatThrownBy(() -> serializer.serialize("text", byte[].class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void metaDataIsWrittenAndReadBack() {
    var metaData = MetaData.from(Map.of("idempotencyKey", "k-1", "by", "ann"));

    var written = serializer.serialize(metaData, byte[].class);

    assertThat(serializer.<byte[], Object>deserialize(written)).isEqualTo(metaData);
  }

  @Test
  void aliasesAreSpelledForEver() {
    assertThat(StoredEventType.values())
        .extracting(StoredEventType::alias)
        .containsExactly(
            "campaign-created",
            "quota-raised",
            "campaign-paused",
            "campaign-resumed",
            "campaign-closed",
            "coupon-issued",
            "coupon-redeemed",
            "redemption-undone",
            "coupon-revoked",
            "coupon-expired",
            "log-incarnation-begun");
    assertThat(StoredEventType.ofPayload(CampaignCreated.class))
        .contains(StoredEventType.CAMPAIGN_CREATED);
  }

  private Object read(String name, String revision, String json) {
    return serializer.deserialize(
        new SimpleSerializedObject<>(
            json.getBytes(StandardCharsets.UTF_8),
            byte[].class,
            new SimpleSerializedType(name, revision)));
  }
}
