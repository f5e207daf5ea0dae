package io.firstserved.command.log;

import io.firstserved.api.coupon.CouponIssued;
import java.util.List;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Turns event messages into rows, on the thread of the command. */
final class EventRows {

  private final Serializer serializer;

  EventRows(Serializer serializer) {
    this.serializer = serializer;
  }

  List<EventRow> of(List<? extends EventMessage<?>> events) {
    return events.stream().map(this::row).toList();
  }

  private EventRow row(EventMessage<?> message) {
    if (!(message instanceof DomainEventMessage<?> event) || event.getType() == null) {
      throw new IllegalArgumentException("only an aggregate's events go into the log");
    }
    var payload = event.serializePayload(serializer, byte[].class);
    var metaData = event.serializeMetaData(serializer, byte[].class);
    return new EventRow(
        identifier(event),
        event.getAggregateIdentifier(),
        event.getSequenceNumber(),
        event.getType(),
        DateTimeUtils.formatInstant(event.getTimestamp()),
        payload.getType().getName(),
        payload.getType().getRevision(),
        payload.getData(),
        metaData.getData(),
        expectedVersion(event));
  }

  private static String identifier(DomainEventMessage<?> event) {
    return event.getPayload() instanceof CouponIssued issued
        ? issued.eventIdentifier()
        : event.getIdentifier();
  }

  private static @Nullable ExpectedVersion expectedVersion(DomainEventMessage<?> event) {
    if (!(event.getPayload() instanceof CouponIssued issued)) {
      return null;
    }
    if (event.getMetaData().containsKey(EventMetaData.REHEARSAL)) {
      return new ExpectedVersion.Rehearsal();
    }
    if (!(event.getMetaData().get(EventMetaData.CAMPAIGN_VERSION) instanceof Number version)) {
      throw new IllegalArgumentException(
          "an issue carries the metadata " + EventMetaData.CAMPAIGN_VERSION);
    }
    return new ExpectedVersion.Exactly(issued.campaignId().value(), version.longValue());
  }
}
