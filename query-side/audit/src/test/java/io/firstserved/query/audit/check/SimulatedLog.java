package io.firstserved.query.audit.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.LogRow;
import io.firstserved.api.event.StoredEventType;
import io.firstserved.serialization.EventSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** The log as the command side keeps it: the same rows, the same unique keys, in memory. */
public final class SimulatedLog {

  private static final ObjectMapper MAPPER = EventSerializer.objectMapper();

  private final List<LogRow> rows = new ArrayList<>();
  private final List<CouponIssued> issues = new ArrayList<>();
  private final Set<String> eventIds = new HashSet<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Random random;

  public SimulatedLog(Random random) {
    this.random = random;
  }

  public List<LogRow> rows() {
    return rows;
  }

  public boolean append(CampaignEvent event) {
    return append("campaign", event.campaignId().value(), event, event.at(), "{}");
  }

  public boolean append(CouponEvent event, long campaignVersion) {
    if (event instanceof CouponIssued && sequences.containsKey(event.couponId().value())) {
      return false;
    }
    var metaData = "{\"campaignVersion\":" + campaignVersion + ",\"campaignRunning\":true}";
    return append("coupon", event.couponId().value(), event, event.at(), metaData);
  }

  public List<CouponIssued> issuesOf(CampaignId campaign) {
    return issues.stream().filter(issue -> issue.campaignId().equals(campaign)).toList();
  }

  public long version(String stream) {
    return sequences.getOrDefault(stream, -1L);
  }

  private boolean append(String type, String stream, Object event, Instant at, String metaData) {
    var id =
        event instanceof CouponIssued issued
            ? issued.eventIdentifier()
            : new UUID(random.nextLong(), random.nextLong()).toString();
    if (!eventIds.add(id)) {
      return false;
    }
    if (event instanceof CouponIssued issued) {
      issues.add(issued);
    }
    long sequence = sequences.merge(stream, 0L, (before, zero) -> before + 1);
    rows.add(row(rows.size() + 1, id, stream, sequence, type, at, event, metaData));
    return true;
  }

  static LogRow row(
      long index,
      String id,
      String stream,
      long sequence,
      String type,
      Instant at,
      Object event,
      String metaData) {
    var stored = StoredEventType.ofPayload(event.getClass()).orElseThrow();
    return new LogRow(
        index,
        id,
        stream,
        sequence,
        type,
        at.toString(),
        stored.alias(),
        stored.revision(),
        json(event),
        metaData.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] json(Object event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
