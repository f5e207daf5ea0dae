package io.firstserved.query.lost;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.query.projection.TopicRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds among void records the events that the log does not have. An issue's identity is {@code
 * campaign#serial}, which somebody else may hold by now: so an event counts as kept only where its
 * own stream has it. Not thread-safe.
 */
final class VoidRecords {

  /** Several of the relay's largest batches, of which it never sends more than one again. */
  private static final int REMEMBERED = 1 << 14;

  private static final int STREAMS_AT_ONCE = 500;

  private final Streams log;
  private final Set<String> listed =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  VoidRecords(Streams log) {
    this.log = log;
  }

  /** Those of these void records that are lost, once each. */
  List<Line.Lost> lost(List<TopicRecord> records) {
    var lost = new ArrayList<Line.Lost>();
    for (int from = 0; from < records.size(); from += STREAMS_AT_ONCE) {
      var until = Math.min(records.size(), from + STREAMS_AT_ONCE);
      lost.addAll(lostOfFew(records.subList(from, until)));
    }
    return lost;
  }

  private List<Line.Lost> lostOfFew(List<TopicRecord> records) {
    var kept = log.eventsOf(records.stream().map(TopicRecord::sequence).distinct().toList());
    return records.stream()
        .filter(next -> !kept.getOrDefault(next.sequence(), Set.of()).contains(next.eventId()))
        .filter(next -> listed.add(next.globalIndex() + " " + next.eventId() + next.sequence()))
        .map(next -> line(next, kept.getOrDefault(next.sequence(), Set.of())))
        .toList();
  }

  private static Line.Lost line(TopicRecord next, Set<String> kept) {
    var payload = next.event() == null ? null : next.event().getPayload();
    var coupon = payload instanceof CouponEvent event ? event : null;
    var issued = payload instanceof CouponIssued event ? event : null;
    return new Line.Lost(
        next.at().incarnation(),
        next.globalIndex(),
        next.recordedAt(),
        next.eventType(),
        next.eventId(),
        campaign(payload),
        coupon == null ? null : coupon.couponId().value(),
        issued == null ? null : issued.userId().value(),
        issued == null ? null : (Long) issued.serial(),
        issued == null ? null : serial(issued, kept),
        order(payload));
  }

  private static @Nullable String campaign(@Nullable Object payload) {
    return switch (payload) {
      case CampaignEvent event -> event.campaignId().value();
      case CouponEvent event -> event.campaignId().value();
      case null, default -> null;
    };
  }

  private static @Nullable String order(@Nullable Object payload) {
    return switch (payload) {
      case CouponRedeemed event -> event.orderId().value();
      case RedemptionUndone event -> event.orderId().value();
      case null, default -> null;
    };
  }

  /** The coupon's stream begins with its issue, whose identity tells the serial. */
  private static @Nullable Long serial(CouponIssued issued, Set<String> kept) {
    var prefix = issued.campaignId().value() + "#";
    return kept.stream()
        .filter(id -> id.startsWith(prefix))
        .map(id -> Long.valueOf(id.substring(prefix.length())))
        .findFirst()
        .orElse(null);
  }
}
