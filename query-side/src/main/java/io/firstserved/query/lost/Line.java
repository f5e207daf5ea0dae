package io.firstserved.query.lost;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of the list. The member {@code line} tells which kind it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface Line {

  /**
   * An event that is in the topic and was voided, and that the log does not have.
   *
   * @param incarnation the life of the log that it was recorded in
   * @param index its place there
   * @param recordedAt when
   * @param type alias of its type
   * @param eventId its identity
   * @param campaignId of which campaign; null if it cannot be read
   * @param couponId which coupon; null if it is not about one
   * @param userId who was promised the coupon; null if it is no issue
   * @param serial the serial that was promised; null if it is no issue
   * @param serialNow the serial that the same coupon has in the log now; null if it has none
   * @param orderId the order it was redeemed for or given back from; null if neither
   */
  @JsonTypeName("LOST")
  record Lost(
      long incarnation,
      long index,
      Instant recordedAt,
      String type,
      String eventId,
      @Nullable String campaignId,
      @Nullable String couponId,
      @Nullable String userId,
      @Nullable Long serial,
      @Nullable Long serialNow,
      @Nullable String orderId)
      implements Line {}

  /**
   * How far the list is.
   *
   * @param read how many records of the topic were read
   * @param of how many there are
   */
  @JsonTypeName("PROGRESS")
  record Progress(long read, long of) implements Line {}

  /**
   * The last line. A list without one is not whole.
   *
   * @param complete whether every lost event that reached the topic is in the list
   * @param lost how many there are
   * @param voided how many void records the topic has, with those the log has again
   * @param read how many records were read
   * @param cut where retention has cut the topic's beginning off; null if nowhere
   * @param fault why it ends early; null if it does not
   */
  @JsonTypeName("END")
  record End(
      boolean complete,
      long lost,
      long voided,
      long read,
      @Nullable List<String> cut,
      @Nullable String fault)
      implements Line {}
}
