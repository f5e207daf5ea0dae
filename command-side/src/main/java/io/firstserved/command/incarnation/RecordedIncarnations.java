package io.firstserved.command.incarnation;

import io.firstserved.api.event.LogRow;
import io.firstserved.api.log.LogIncarnationBegun;
import io.firstserved.command.log.AppendReceipt;
import io.firstserved.command.log.EventMetaData;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.identity.StoredIncarnation;
import io.firstserved.serialization.EventReader;
import io.firstserved.serialization.LogRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The events in which the log says of itself that an incarnation began. */
@Component
class RecordedIncarnations {

  private static final String STREAM = LogIncarnationBegun.stream(LogIdentity.LOG);

  private final JdbcClient jdbc;
  private final EventStorageEngine log;
  private final EventReader reader = new EventReader();

  RecordedIncarnations(JdbcClient jdbc, EventStorageEngine log) {
    this.jdbc = jdbc;
    this.log = log;
  }

  /** The place of each one's event, by its number. */
  Map<Long, Long> places() {
    var places = new HashMap<Long, Long>();
    for (var row : stream()) {
      if (reader.read(row) instanceof EventReader.Outcome.Event(LogIncarnationBegun begun)) {
        places.put(begun.incarnation(), row.index());
      }
    }
    return places;
  }

  private List<LogRow> stream() {
    return jdbc.sql(
            LogRows.SELECT + " WHERE aggregate_identifier = :stream ORDER BY sequence_number")
        .param("stream", STREAM)
        .query((row, n) -> LogRows.read(row))
        .list();
  }

  /**
   * Records one in the log.
   *
   * @return the event's place
   * @throws io.firstserved.command.log.AppendRefusedException if another node was faster
   * @throws io.firstserved.command.log.LogUnavailableException if the log cannot be written now
   */
  long add(StoredIncarnation begun) {
    var event =
        new LogIncarnationBegun(
            LogIdentity.LOG,
            begun.number(),
            begun.firstIndex(),
            begun.previousFingerprint(),
            begun.begunBy(),
            begun.reason());
    var message =
        new GenericDomainEventMessage<>(
            LogIncarnationBegun.STREAM_TYPE,
            STREAM,
            stream().size(),
            event,
            MetaData.with(EventMetaData.BY, begun.begunBy()));
    return AppendReceipt.during(() -> append(message)).lastIndex();
  }

  private boolean append(GenericDomainEventMessage<LogIncarnationBegun> message) {
    log.appendEvents(message);
    return true;
  }
}
