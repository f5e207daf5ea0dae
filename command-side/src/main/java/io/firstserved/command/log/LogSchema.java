package io.firstserved.command.log;

import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;

/** The log's column names, as Axon is to read them. */
final class LogSchema {

  private LogSchema() {}

  static EventSchema columns() {
    return EventSchema.builder()
        .eventTable("domain_event_entry")
        .globalIndexColumn("global_index")
        .eventIdentifierColumn("event_identifier")
        .aggregateIdentifierColumn("aggregate_identifier")
        .sequenceNumberColumn("sequence_number")
        .typeColumn("type")
        .timestampColumn("time_stamp")
        .payloadTypeColumn("payload_type")
        .payloadRevisionColumn("payload_revision")
        .payloadColumn("payload")
        .metaDataColumn("meta_data")
        .build();
  }
}
